using System.Text;
using System.Text.Json;
using Fido2NetLib;
using Fido2NetLib.Objects;
using Infrar.Core;
using Infrar.Platform.Audit;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Infrar.Platform.Account;

/// <summary>The two ceremonies of WebAuthn: making a passkey, and proving that one is there.</summary>
/// <remarks>
/// Every passkey can be found by the device without our naming it, and every use asks the device who is before it. So one is two
/// factors by itself, and no answer tells which accounts there are. A challenge is good for five minutes, once.
/// </remarks>
internal sealed class Passkeys(
    PlatformContext records,
    ISharedState state,
    AuditLog audit,
    IOptions<ServerOptions> server,
    TimeProvider time
)
{
    /// <summary>How long a challenge can be answered.</summary>
    public static readonly TimeSpan ChallengeLife = TimeSpan.FromMinutes(5);

    private const string Making = "make";
    private const string Proving = "prove";

    /// <summary>What a browser's <c>navigator.credentials.create</c> takes.</summary>
    public async Task<JsonElement> BeginMakingAsync(User user, CancellationToken cancellationToken)
    {
        var held = await records
            .Set<Passkey>()
            .Where(p => p.UserId == user.Id)
            .Select(p => p.CredentialId)
            .ToListAsync(cancellationToken);
        var options = Library()
            .RequestNewCredential(
                new()
                {
                    User = new()
                    {
                        Id = Encoding.UTF8.GetBytes(user.Id),
                        Name = user.Email,
                        DisplayName = user.DisplayName,
                    },
                    ExcludeCredentials = [.. held.Select(id => new PublicKeyCredentialDescriptor(id))],
                    AuthenticatorSelection = new()
                    {
                        ResidentKey = ResidentKeyRequirement.Required,
                        UserVerification = UserVerificationRequirement.Required,
                    },
                    AttestationPreference = AttestationConveyancePreference.None,
                }
            );
        return await KeepAsync(Making, options.Challenge, options.ToJson(), cancellationToken);
    }

    /// <summary>Reads what the browser made.</summary>
    /// <returns>The passkey, not saved yet; <c>ACC040</c>.</returns>
    public async Task<Result<Passkey>> MakeAsync(
        User user,
        string name,
        JsonElement credential,
        CancellationToken cancellationToken
    )
    {
        if (
            Read<AuthenticatorAttestationRawResponse>(credential) is not { Response.ClientDataJson: { } client } made
            || await TakeAsync(Making, client, cancellationToken) is not { } kept
            || CredentialCreateOptions.FromJson(kept) is not { } options
            || Encoding.UTF8.GetString(options.User.Id) != user.Id
        )
        {
            return AccountProblems.NewPasskeyRefused();
        }

        try
        {
            var read = await Library()
                .MakeNewCredentialAsync(
                    new()
                    {
                        AttestationResponse = made,
                        OriginalOptions = options,
                        IsCredentialIdUniqueToUserCallback = (asked, token) => IsNewAsync(asked.CredentialId, token),
                    },
                    cancellationToken
                );
            return Passkey.Register(user.Id, name, read, time);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or DbUpdateException))
        {
            // Whatever the library stumbles over in a stranger's bytes.
            return AccountProblems.NewPasskeyRefused();
        }
    }

    /// <summary>What a browser's <c>navigator.credentials.get</c> takes; the same for everybody.</summary>
    public async Task<JsonElement> BeginProvingAsync(CancellationToken cancellationToken)
    {
        var options = Library()
            .GetAssertionOptions(
                new() { AllowedCredentials = [], UserVerification = UserVerificationRequirement.Required }
            );
        return await KeepAsync(Proving, options.Challenge, options.ToJson(), cancellationToken);
    }

    /// <summary>Holds what a device signed against the passkey that it names.</summary>
    /// <returns>The passkey, its use noted but not saved yet; <c>ACC026</c>.</returns>
    public async Task<Result<Passkey>> ProveAsync(
        JsonElement credential,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (
            Read<AuthenticatorAssertionRawResponse>(credential)
                is not { Response: { ClientDataJson: { } client, UserHandle: not null }, RawId: { } id } proof
            || await TakeAsync(Proving, client, cancellationToken) is not { } kept
            || await records.Set<Passkey>().FirstOrDefaultAsync(p => p.CredentialId == id, cancellationToken)
                is not { } passkey
        )
        {
            return AccountProblems.PasskeyRefused();
        }

        try
        {
            var read = await Library()
                .MakeAssertionAsync(
                    new()
                    {
                        AssertionResponse = proof,
                        OriginalOptions = AssertionOptions.FromJson(kept),
                        StoredPublicKey = passkey.PublicKey,
                        StoredSignatureCounter = (uint)passkey.SignCount,
                        IsUserHandleOwnerOfCredentialIdCallback = (asked, _) =>
                            Task.FromResult(Encoding.UTF8.GetString(asked.UserHandle) == passkey.UserId),
                    },
                    cancellationToken
                );
            passkey.Use(read.SignCount, read.IsBackedUp, time.GetUtcNow());
            return passkey;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var why = fault is Fido2VerificationException known ? known.Code.ToString() : "unreadable";
            await audit.SaveAsync(
                origin with
                {
                    Actor = passkey.UserId,
                },
                new("session.begin", passkey.UserId) { Outcome = "refused", Detail = $"passkey {passkey.Id}: {why}" },
                cancellationToken
            );
            return AccountProblems.PasskeyRefused();
        }
    }

    private Fido2 Library()
    {
        var url = new Uri(server.Value.PublicUrl);
        return new(
            new Fido2Configuration
            {
                RPID = url.Host,
                RPName = "Infrar",
                Origins = new HashSet<string> { url.GetLeftPart(UriPartial.Authority) },
                AllowCrossOriginRequests = false,
                ChallengeSize = 32,
                Timeout = (uint)ChallengeLife.TotalMilliseconds,
            }
        );
    }

    private async Task<bool> IsNewAsync(byte[] id, CancellationToken cancellationToken) =>
        !await records.Set<Passkey>().AnyAsync(p => p.CredentialId == id, cancellationToken);

    private async Task<JsonElement> KeepAsync(
        string ceremony,
        byte[] challenge,
        string options,
        CancellationToken cancellationToken
    )
    {
        await state.SetAsync(
            Key(ceremony, Base64UrlEncoder.Encode(challenge)),
            options,
            ChallengeLife,
            cancellationToken
        );
        return JsonElement.Parse(options);
    }

    /// <summary>The options that a challenge was made with, once.</summary>
    private async Task<string?> TakeAsync(string ceremony, byte[] clientData, CancellationToken cancellationToken)
    {
        try
        {
            using var json = JsonDocument.Parse(clientData, new JsonDocumentOptions { MaxDepth = 8 });
            var challenge = json.RootElement.GetProperty("challenge").GetString();
            return challenge is { Length: > 0 and <= 100 }
                ? await state.TakeAsync(Key(ceremony, challenge), cancellationToken)
                : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Key(string ceremony, string challenge) => $"passkey:{ceremony}:{OpaqueToken.Hash(challenge)}";

    // Browsers send more than this program knows of, so what is unknown is passed over.
    private static T? Read<T>(JsonElement credential)
        where T : class
    {
        try
        {
            return credential.Deserialize<T>(JsonSerializerOptions.Web);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or NotSupportedException)
        {
            return null;
        }
    }
}
