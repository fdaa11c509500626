using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using Infrar.Platform.Teams;

namespace Infrar.Platform.Account;

/// <summary>Makes an account.</summary>
/// <param name="Email">Where the person can be reached; the name to sign in with.</param>
/// <param name="Password">12 to 256 characters.</param>
/// <param name="DisplayName">What others see, 1 to 100 characters.</param>
/// <param name="Setup">The secret of the set-up secret; for the first account.</param>
/// <param name="Invitation">The secret of an invitation.</param>
internal sealed record RegisterRequest(
    string Email,
    string Password,
    string DisplayName,
    string? Setup = null,
    string? Invitation = null
);

/// <summary>Signs in.</summary>
/// <param name="Email">The account's address.</param>
/// <param name="Password">The account's password.</param>
/// <param name="Totp">Six digits of the authenticator, where the account has a second factor.</param>
/// <param name="RecoveryCode">One of the recovery codes in its place.</param>
/// <param name="Passkey">What a passkey of the account signed, in their place; begun by <c>POST /api/v1/sessions/passkey/options</c>.</param>
/// <param name="Cookie">True for browsers: the refresh token comes as a cookie that scripts cannot read.</param>
internal sealed record SignInRequest(
    string Email,
    string Password,
    string? Totp = null,
    string? RecoveryCode = null,
    JsonElement? Passkey = null,
    bool Cookie = false
);

/// <summary>Signs in with a passkey alone.</summary>
/// <param name="Credential"><c>PublicKeyCredential.toJSON()</c> of <c>navigator.credentials.get</c>.</param>
/// <param name="Cookie">True for browsers: the refresh token comes as a cookie that scripts cannot read.</param>
internal sealed record PasskeySignInRequest(JsonElement Credential, bool Cookie = false);

/// <summary>Trades a refresh token.</summary>
/// <param name="RefreshToken">The newest one; left out by browsers, which send their cookie.</param>
internal sealed record RenewRequest(string? RefreshToken = null);

/// <summary>A session's tokens.</summary>
/// <param name="AccessToken">Goes into <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresInSeconds">How long it can be used.</param>
/// <param name="RefreshToken">For the next renewal; null where it came as a cookie.</param>
/// <param name="Session">The session's id.</param>
/// <param name="UserId">Who signed in.</param>
internal sealed record SessionTokens(
    string AccessToken,
    int ExpiresInSeconds,
    string? RefreshToken,
    Id<Session> Session,
    string UserId
);

/// <summary>One sign-in on one device.</summary>
internal sealed record SessionResponse(
    Id<Session> Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastUsedAt,
    string Method,
    string Address,
    string Agent,
    [property: Description("Whether it is the one that asks.")] bool IsCurrent
);

/// <summary>A person's own account.</summary>
internal sealed record AccountResponse(
    string Id,
    string Email,
    string DisplayName,
    bool IsAdministrator,
    bool HasSecondFactor,
    [property: Description("When mail was last shown to reach the address; null while it was not.")]
        DateTimeOffset? EmailVerifiedAt,
    [property: Description("False for whoever signs in by passkey or GitHub alone.")] bool HasPassword,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ErasureDueAt
);

/// <summary>Changes what others see.</summary>
internal sealed record RenameAccountRequest(string DisplayName);

/// <summary>Changes the password; every other session ends.</summary>
/// <param name="NewPassword">12 to 256 characters.</param>
/// <param name="Password">The present one; left out by accounts without one.</param>
internal sealed record ChangePasswordRequest(string NewPassword, string? Password = null);

/// <summary>The account's password, asked again before something that weighs.</summary>
/// <param name="Password">Left out by accounts without one, whose session must then be younger than ten minutes.</param>
internal sealed record PasswordRequest(string? Password = null);

/// <summary>What an authenticator needs.</summary>
/// <param name="Key">Base32, to type.</param>
/// <param name="Uri">The same as <c>otpauth://</c>, to show as a QR code.</param>
internal sealed record SecondFactorKey(string Key, string Uri);

/// <summary>Six digits that show that the authenticator has the key.</summary>
internal sealed record SecondFactorCode(string Totp);

/// <summary>Codes for whoever loses the authenticator; each is good once, and they are shown this once.</summary>
internal sealed record RecoveryCodesResponse(ImmutableArray<string> RecoveryCodes);

/// <summary>Makes an API token.</summary>
/// <param name="Name">What it is for, 1 to 100 characters.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="ExpiresInDays">1 to 365.</param>
internal sealed record CreateTokenRequest(string Name, ImmutableArray<string> Scopes, int ExpiresInDays = 90);

/// <summary>An API token, without its secret.</summary>
internal sealed record TokenResponse(
    Id<ApiToken> Id,
    string Name,
    ImmutableArray<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt
);

/// <summary>A new API token with its secret, which is shown this once.</summary>
internal sealed record NewTokenResponse(TokenResponse Token, string Secret);

/// <summary>A person as a member of a team.</summary>
internal sealed record MemberResponse(
    string UserId,
    string DisplayName,
    string Email,
    Role Role,
    DateTimeOffset JoinedAt
);
