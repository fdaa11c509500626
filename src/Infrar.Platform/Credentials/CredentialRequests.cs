using System.Collections.Immutable;
using System.ComponentModel;
using Infrar.Core.Credentials;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Credentials;

/// <summary>Stores a credential, also in the place of the one of that name.</summary>
/// <param name="Kind">One of <c>GET /api/v1/credential-kinds</c>.</param>
/// <param name="Fields">The value of each of the kind's fields; never answered again.</param>
[ApiExample(
    """
        {"kind": "hetzner-token", "fields": {"token": "the token that the console shows once"}}
        """
)]
internal sealed record StoreCredentialRequest(string Kind, ImmutableDictionary<string, Secret?> Fields);

/// <summary>A stored credential without its values; its fingerprint stays as long as they do, and says nothing of them.</summary>
[ApiExample(
    """
        {"id": "crd-01kb2m9x7q3v8c5d1e6f", "name": "hetzner", "kind": "hetzner-token", "provider": "hetzner", "fingerprint": "9f86d081884c7d65", "createdAt": "2026-11-27T09:30:00+00:00", "createdBy": "usr-01kb2m9x7q3v8c5d1e6f", "changedAt": "2026-11-27T09:30:00+00:00", "changedBy": "usr-01kb2m9x7q3v8c5d1e6f", "lastUsedAt": null, "lastUsedBy": null, "validation": {"state": "valid", "isPending": false, "at": "2026-11-27T09:30:05+00:00", "detail": null}, "rotationDueAt": "2027-02-25T09:30:00+00:00"}
        """
)]
internal sealed record CredentialResponse(
    Id<Credential> Id,
    string Name,
    string Kind,
    string? Provider,
    string Fingerprint,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    DateTimeOffset? LastUsedAt,
    string? LastUsedBy,
    ValidationResponse Validation,
    [property: Description("When to rotate it by hand; null where nobody is reminded.")] DateTimeOffset? RotationDueAt
);

/// <summary>What the provider said of a credential.</summary>
/// <param name="State">What it said last.</param>
/// <param name="IsPending">Whether it is being asked.</param>
/// <param name="At">When it said so.</param>
/// <param name="Detail">Why, and what to do.</param>
internal sealed record ValidationResponse(ValidationState State, bool IsPending, DateTimeOffset? At, string? Detail);

/// <summary>A kind of credential, for forms.</summary>
[ApiExample(
    """
        {"name": "hetzner-token", "title": "Hetzner Cloud API token", "provider": "hetzner", "fields": [{"name": "token", "title": "Token", "shape": "64 letters and digits", "isSecret": true, "isOptional": false, "variable": "HCLOUD_TOKEN"}]}
        """
)]
internal sealed record CredentialKindResponse(
    string Name,
    string Title,
    string Provider,
    ImmutableArray<CredentialFieldResponse> Fields
)
{
    public static CredentialKindResponse Of(CredentialKind kind) =>
        new(
            kind.Name,
            kind.Title,
            kind.Provider,
            [
                .. kind.Fields.Select(f => new CredentialFieldResponse(
                    f.Name,
                    f.Title,
                    f.Shape,
                    f.IsSecret,
                    f.IsOptional,
                    f.Variable
                )),
            ]
        );
}

/// <summary>A field of a kind: what a right value looks like, and the variable that OpenTofu's provider reads it from, if any.</summary>
internal sealed record CredentialFieldResponse(
    string Name,
    string Title,
    string Shape,
    bool IsSecret,
    bool IsOptional,
    string? Variable
);
