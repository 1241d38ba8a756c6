from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.workspace_field import WorkspaceField


T = TypeVar("T", bound="WorkspaceQuery")


@_attrs_define
class WorkspaceQuery:
    """A condition on workspaces; exactly one property, but that value may stand beside searchWorkspaces.

    Attributes:
        and_ (list[WorkspaceQuery] | Unset): All of these hold.
        features (list[str] | Unset): The workspace has these features.
        field (WorkspaceField | Unset): A property of workspaces, and the values it may have.
        nor (list[WorkspaceQuery] | Unset): None of these holds.
        policies (list[str] | Unset): The workspace has these policies.
        search_workspaces (str | Unset): Text to look for in names and addresses.
        value (str | Unset): Documented beside searchWorkspaces; for what is not said.
    """

    and_: list[WorkspaceQuery] | Unset = UNSET
    features: list[str] | Unset = UNSET
    field: WorkspaceField | Unset = UNSET
    nor: list[WorkspaceQuery] | Unset = UNSET
    policies: list[str] | Unset = UNSET
    search_workspaces: str | Unset = UNSET
    value: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        and_: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.and_, Unset):
            and_ = []
            for and_item_data in self.and_:
                and_item = and_item_data.to_dict()
                and_.append(and_item)

        features: list[str] | Unset = UNSET
        if not isinstance(self.features, Unset):
            features = self.features

        field: dict[str, Any] | Unset = UNSET
        if not isinstance(self.field, Unset):
            field = self.field.to_dict()

        nor: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.nor, Unset):
            nor = []
            for nor_item_data in self.nor:
                nor_item = nor_item_data.to_dict()
                nor.append(nor_item)

        policies: list[str] | Unset = UNSET
        if not isinstance(self.policies, Unset):
            policies = self.policies

        search_workspaces = self.search_workspaces

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if and_ is not UNSET:
            field_dict["and"] = and_
        if features is not UNSET:
            field_dict["features"] = features
        if field is not UNSET:
            field_dict["field"] = field
        if nor is not UNSET:
            field_dict["nor"] = nor
        if policies is not UNSET:
            field_dict["policies"] = policies
        if search_workspaces is not UNSET:
            field_dict["searchWorkspaces"] = search_workspaces
        if value is not UNSET:
            field_dict["value"] = value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.workspace_field import WorkspaceField  # noqa: PLC0415

        d = dict(src_dict)
        _and_ = d.pop("and", UNSET)
        and_: list[WorkspaceQuery] | Unset = UNSET
        if _and_ is not UNSET:
            and_ = []
            for and_item_data in _and_:
                and_item = WorkspaceQuery.from_dict(and_item_data)

                and_.append(and_item)

        features = cast(list[str], d.pop("features", UNSET))

        _field = d.pop("field", UNSET)
        field: WorkspaceField | Unset
        if isinstance(_field, Unset):
            field = UNSET
        else:
            field = WorkspaceField.from_dict(_field)

        _nor = d.pop("nor", UNSET)
        nor: list[WorkspaceQuery] | Unset = UNSET
        if _nor is not UNSET:
            nor = []
            for nor_item_data in _nor:
                nor_item = WorkspaceQuery.from_dict(nor_item_data)

                nor.append(nor_item)

        policies = cast(list[str], d.pop("policies", UNSET))

        search_workspaces = d.pop("searchWorkspaces", UNSET)

        value = d.pop("value", UNSET)

        workspace_query = cls(
            and_=and_,
            features=features,
            field=field,
            nor=nor,
            policies=policies,
            search_workspaces=search_workspaces,
            value=value,
        )

        return workspace_query
