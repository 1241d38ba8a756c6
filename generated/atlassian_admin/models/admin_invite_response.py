from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.admin_invite_result import AdminInviteResult


T = TypeVar("T", bound="AdminInviteResponse")


@_attrs_define
class AdminInviteResponse:
    """What became of the invitation of one user.

    Attributes:
        email (None | str | Unset): The invited address.
        id (None | str | Unset): Identifies the Atlassian account.
        results (list[AdminInviteResult | None] | None | Unset): What became of each part.
    """

    email: None | str | Unset = UNSET
    id: None | str | Unset = UNSET
    results: list[AdminInviteResult | None] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.admin_invite_result import AdminInviteResult  # noqa: PLC0415

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        results: list[dict[str, Any] | None] | None | Unset
        if isinstance(self.results, Unset):
            results = UNSET
        elif isinstance(self.results, list):
            results = []
            for results_type_0_item_data in self.results:
                results_type_0_item: dict[str, Any] | None
                if isinstance(results_type_0_item_data, AdminInviteResult):
                    results_type_0_item = results_type_0_item_data.to_dict()
                else:
                    results_type_0_item = results_type_0_item_data
                results.append(results_type_0_item)

        else:
            results = self.results

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if email is not UNSET:
            field_dict["email"] = email
        if id is not UNSET:
            field_dict["id"] = id
        if results is not UNSET:
            field_dict["results"] = results

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.admin_invite_result import AdminInviteResult  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_results(data: object) -> list[AdminInviteResult | None] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                results_type_0 = []
                _results_type_0 = data
                for results_type_0_item_data in _results_type_0:

                    def _parse_results_type_0_item(data: object) -> AdminInviteResult | None:
                        if data is None:
                            return data
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            results_type_0_item_type_0 = AdminInviteResult.from_dict(data)

                            return results_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        return cast(AdminInviteResult | None, data)

                    results_type_0_item = _parse_results_type_0_item(results_type_0_item_data)

                    results_type_0.append(results_type_0_item)

                return results_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[AdminInviteResult | None] | None | Unset, data)

        results = _parse_results(d.pop("results", UNSET))

        admin_invite_response = cls(
            email=email,
            id=id,
            results=results,
        )

        admin_invite_response.additional_properties = d
        return admin_invite_response

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
