using System.Collections.Immutable;
using System.ComponentModel;
using Infrar.Core.Credentials;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Credentials;

/// <summary>Stores a credential, also in the place of the one of that name.</summary>
/// <param name="Kind">One of <c>GET /api/v1/credential-kinds</c>.</param>
/// <param name="Fields">The value of each of the kind's fields; never answered again.</param>
internal sealed record StoreCredentialRequest(string Kind, ImmutableDictionary<string, Secret?> Fields);

/// <summary>A stored credential without its values; its fingerprint stays as long as they do, and says nothing of them.</summary>
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
