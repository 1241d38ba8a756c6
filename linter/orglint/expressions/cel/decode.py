"""Decode what the official CEL library serializes: a checked expression with types, overloads and positions.

The library offers the checked tree only in its wire form (`cel.expr.CheckedExpr`, protocol buffers), and no package
ships the message classes. The field numbers below are those of the language's own `checked.proto` and `syntax.proto`;
`tests/expressions/test_tree.py` holds them against what the library really writes.
"""

from functools import cache
from typing import Any

from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool, empty_pb2, message_factory

_F = descriptor_pb2.FieldDescriptorProto
_SCALARS = {
    "bool": _F.TYPE_BOOL,
    "bytes": _F.TYPE_BYTES,
    "double": _F.TYPE_DOUBLE,
    "int32": _F.TYPE_INT32,
    "int64": _F.TYPE_INT64,
    "string": _F.TYPE_STRING,
    "uint64": _F.TYPE_UINT64,
}

# message -> field -> (number, kind); a kind may be "*Kind" (repeated) or "key>Kind" (map)
_MESSAGES: dict[str, dict[str, tuple[int, str]]] = {
    "Constant": {
        "null_value": (1, "int32"),
        "bool_value": (2, "bool"),
        "int64_value": (3, "int64"),
        "uint64_value": (4, "uint64"),
        "double_value": (5, "double"),
        "string_value": (6, "string"),
        "bytes_value": (7, "bytes"),
    },
    "Ident": {"name": (1, "string")},
    "Select": {"operand": (1, "Expr"), "field": (2, "string"), "test_only": (3, "bool")},
    "Call": {"target": (1, "Expr"), "function": (2, "string"), "args": (3, "*Expr")},
    "CreateList": {"elements": (1, "*Expr")},
    "Entry": {"id": (1, "int64"), "field_key": (2, "string"), "map_key": (3, "Expr"), "value": (4, "Expr")},
    "CreateStruct": {"message_name": (1, "string"), "entries": (2, "*Entry")},
    "Comprehension": {
        "iter_var": (1, "string"),
        "iter_range": (2, "Expr"),
        "accu_var": (3, "string"),
        "accu_init": (4, "Expr"),
        "loop_condition": (5, "Expr"),
        "loop_step": (6, "Expr"),
        "result": (7, "Expr"),
        "iter_var2": (8, "string"),
    },
    "Expr": {
        "id": (2, "int64"),
        "const_expr": (3, "Constant"),
        "ident_expr": (4, "Ident"),
        "select_expr": (5, "Select"),
        "call_expr": (6, "Call"),
        "list_expr": (7, "CreateList"),
        "struct_expr": (8, "CreateStruct"),
        "comprehension_expr": (9, "Comprehension"),
    },
    "Reference": {"name": (1, "string"), "overload_id": (3, "*string")},
    "ListType": {"elem_type": (1, "Type")},
    "MapType": {"key_type": (1, "Type"), "value_type": (2, "Type")},
    "Type": {
        "dyn": (1, "empty"),
        "null": (2, "int32"),
        "primitive": (3, "int32"),
        "wrapper": (4, "int32"),
        "well_known": (5, "int32"),
        "list_type": (6, "ListType"),
        "map_type": (7, "MapType"),
        "message_type": (9, "string"),
    },
    "SourceInfo": {
        "location": (2, "string"),
        "line_offsets": (3, "*int32"),
        "positions": (4, "int64>int32"),
        "macro_calls": (5, "int64>Expr"),
    },
    "CheckedExpr": {
        "reference_map": (2, "int64>Reference"),
        "type_map": (3, "int64>Type"),
        "expr": (4, "Expr"),
        "source_info": (5, "SourceInfo"),
    },
}
_ALTERNATIVES = {"Constant": set(), "Expr": {"id"}, "Type": set()}  # fields outside the one-of
_PRIMITIVES = {1: "bool", 2: "int", 3: "uint", 4: "double", 5: "string", 6: "bytes"}
_WELL_KNOWN = {1: "any", 2: "timestamp", 3: "duration"}
_TYPE_URL = "type.googleapis.com/cel.expr.CheckedExpr"


def decode_checked(serialized: bytes) -> Any:
    """Return the `CheckedExpr` message inside what `Expression.serialize` wrote."""
    return _message_class().FromString(any_pb2.Any.FromString(serialized).value)


def encode_checked(checked: Any) -> bytes:
    """Return the form that `Env.deserialize` reads."""
    return any_pb2.Any(type_url=_TYPE_URL, value=checked.SerializeToString()).SerializeToString()


def list_operands(call: Any) -> list[Any]:
    """Return the operands of a `Call` message, the one before the dot first."""
    return [*([call.target] if call.HasField("target") else []), *call.args]


def type_name(type_: Any) -> str:
    """Return a checked type in CEL's own words: `int`, `list(string)`, `orglint.user`, `dyn`."""
    match type_.WhichOneof("kind"):
        case "primitive" | "wrapper" as kind:
            return _PRIMITIVES.get(getattr(type_, kind), "dyn")
        case "well_known":
            return _WELL_KNOWN.get(type_.well_known, "dyn")
        case "list_type":
            return f"list({type_name(type_.list_type.elem_type)})"
        case "map_type":
            return f"map({type_name(type_.map_type.key_type)}, {type_name(type_.map_type.value_type)})"
        case "message_type":
            return str(type_.message_type)
        case "null":
            return "null"
        case _:
            return "dyn"


@cache
def _message_class() -> Any:
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(empty_pb2.DESCRIPTOR.serialized_pb)
    file = descriptor_pb2.FileDescriptorProto(
        name="orglint/checked.proto",
        package="wire",
        syntax="proto3",
        dependency=["google/protobuf/empty.proto"],
    )
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, (number, kind) in fields.items():
            _add_field(message, field, number, kind)
        _make_alternatives(message)
    pool.AddSerializedFile(file.SerializeToString())
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("wire.CheckedExpr"))


def _add_field(message: Any, name: str, number: int, kind: str) -> None:
    key, _, value = kind.rpartition(">")
    if key:
        entry = message.nested_type.add(name="".join(part.title() for part in name.split("_")) + "Entry")
        entry.options.map_entry = True
        _add_field(entry, "key", 1, key)
        _add_field(entry, "value", 2, value)
        kind = f"*{message.name}.{entry.name}"
    label = _F.LABEL_REPEATED if kind.startswith("*") else _F.LABEL_OPTIONAL
    field = message.field.add(name=name, number=number, label=label)
    kind = kind.removeprefix("*")
    if kind in _SCALARS:
        field.type = _SCALARS[kind]
    else:
        field.type = _F.TYPE_MESSAGE
        field.type_name = ".google.protobuf.Empty" if kind == "empty" else f".wire.{kind}"


def _make_alternatives(message: Any) -> None:
    if message.name not in _ALTERNATIVES:
        return
    message.oneof_decl.add(name="kind")
    for field in message.field:
        if field.name not in _ALTERNATIVES[message.name]:
            field.oneof_index = 0
