from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.application_error import ApplicationError


T = TypeVar("T", bound="ApplicationErrors")


@_attrs_define
class ApplicationErrors:
    """What went wrong in the service.

    Attributes:
        errors (list[ApplicationError | None] | None | Unset): The errors.
    """

    errors: list[ApplicationError | None] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.application_error import ApplicationError  # noqa: PLC0415

        errors: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.errors, Unset):
            errors = UNSET
        elif isinstance(self.errors, list):
            errors = []
            for errors_type_0_item_data in self.errors:
                errors_type_0_item: dict[str, Any] | None
                if isinstance(errors_type_0_item_data, ApplicationError):
                    errors_type_0_item = errors_type_0_item_data.to_dict()
                else:
                    errors_type_0_item = errors_type_0_item_data
                errors.append(errors_type_0_item)

        else:
            errors = self.errors

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if errors is not UNSET:
            field_dict["errors"] = errors

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.application_error import ApplicationError  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_errors(data: object) -> list[ApplicationError | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                errors_type_0 = []
                _errors_type_0 = data
                for errors_type_0_item_data in _errors_type_0:

                    def _parse_errors_type_0_item(data: object) -> ApplicationError | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            errors_type_0_item_type_0 = ApplicationError.from_dict(data)

                            return errors_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(ApplicationError | None, data)

                    errors_type_0_item = _parse_errors_type_0_item(errors_type_0_item_data)

                    errors_type_0.append(errors_type_0_item)

                return errors_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ApplicationError | None] | None | Unset, data)

        errors = _parse_errors(d.pop("errors", UNSET))

        application_errors = cls(
            errors=errors,
        )

        application_errors.additional_properties = d
        return application_errors

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
