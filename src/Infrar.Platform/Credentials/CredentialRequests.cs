using System.Collections.Immutable;
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
    string? LastUsedBy
);

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
