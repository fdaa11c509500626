using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using Infrar.Platform.Http;
using Infrar.Platform.Teams;

namespace Infrar.Platform.Account;

/// <summary>Makes an account.</summary>
/// <param name="Email">Where the person can be reached; the name to sign in with.</param>
/// <param name="Password">12 to 256 characters.</param>
/// <param name="DisplayName">What others see, 1 to 100 characters.</param>
/// <param name="Setup">The secret of the set-up secret; for the first account.</param>
/// <param name="Invitation">The secret of an invitation.</param>
[ApiExample(
    """
        {"email": "ada@example.com", "password": "correct horse battery staple", "displayName": "Ada", "invitation": "o1dDgWb0b2Qm3tq6Yk6Zq2v9F0m7f8o3Yc5w1r4T7uE"}
        """
)]
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
[ApiExample(
    """
        {"email": "ada@example.com", "password": "correct horse battery staple", "totp": "492039"}
        """
)]
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
[ApiExample(
    """
        {"credential": {"id": "AWVhc3Rlci1lZ2c", "rawId": "AWVhc3Rlci1lZ2c", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4", "signature": "MEUCIQDx", "userHandle": "dXNyLTAx"}, "clientExtensionResults": {}}, "cookie": true}
        """
)]
internal sealed record PasskeySignInRequest(JsonElement Credential, bool Cookie = false);

/// <summary>Trades a refresh token.</summary>
/// <param name="RefreshToken">The newest one; left out by browsers, which send their cookie.</param>
[ApiExample(
    """
        {"refreshToken": "o1dDgWb0b2Qm3tq6Yk6Zq2v9F0m7f8o3Yc5w1r4T7uE"}
        """
)]
internal sealed record RenewRequest(string? RefreshToken = null);

/// <summary>A session's tokens.</summary>
/// <param name="AccessToken">Goes into <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresInSeconds">How long it can be used.</param>
/// <param name="RefreshToken">For the next renewal; null where it came as a cookie.</param>
/// <param name="Session">The session's id.</param>
/// <param name="UserId">Who signed in.</param>
[ApiExample(
    """
        {"accessToken": "eyJhbGciOiJFUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiJ1c3ItMSJ9.c2lnbmF0dXJl", "expiresInSeconds": 600, "refreshToken": "o1dDgWb0b2Qm3tq6Yk6Zq2v9F0m7f8o3Yc5w1r4T7uE", "session": "ses-01kb2m9x7q3v8c5d1e6f", "userId": "usr-01kb2m9x7q3v8c5d1e6f"}
        """
)]
internal sealed record SessionTokens(
    string AccessToken,
    int ExpiresInSeconds,
    string? RefreshToken,
    Id<Session> Session,
    string UserId
);

/// <summary>One sign-in on one device.</summary>
[ApiExample(
    """
        {"id": "ses-01kb2m9x7q3v8c5d1e6f", "createdAt": "2026-11-27T09:30:00+00:00", "lastUsedAt": "2026-11-27T09:30:00+00:00", "method": "totp", "address": "203.0.113.7", "agent": "curl/8.14", "isCurrent": true}
        """
)]
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
[ApiExample(
    """
        {"id": "usr-01kb2m9x7q3v8c5d1e6f", "email": "ada@example.com", "displayName": "Ada", "isAdministrator": false, "hasSecondFactor": true, "emailVerifiedAt": "2026-11-27T09:32:00+00:00", "hasPassword": true, "createdAt": "2026-11-27T09:30:00+00:00", "erasureDueAt": null}
        """
)]
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
[ApiExample(
    """
        {"displayName": "Ada Lovelace"}
        """
)]
internal sealed record RenameAccountRequest(string DisplayName);

/// <summary>Changes the password; every other session ends.</summary>
/// <param name="NewPassword">12 to 256 characters.</param>
/// <param name="Password">The present one; left out by accounts without one.</param>
[ApiExample(
    """
        {"password": "correct horse battery staple", "newPassword": "four other words entirely"}
        """
)]
internal sealed record ChangePasswordRequest(string NewPassword, string? Password = null);

/// <summary>The account's password, asked again before something that weighs.</summary>
/// <param name="Password">Left out by accounts without one, whose session must then be younger than ten minutes.</param>
[ApiExample(
    """
        {"password": "correct horse battery staple"}
        """
)]
internal sealed record PasswordRequest(string? Password = null);

/// <summary>What an authenticator needs.</summary>
/// <param name="Key">Base32, to type.</param>
/// <param name="Uri">The same as <c>otpauth://</c>, to show as a QR code.</param>
[ApiExample(
    """
        {"key": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "uri": "otpauth://totp/Infrar%3Aada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Infrar"}
        """
)]
internal sealed record SecondFactorKey(string Key, string Uri);

/// <summary>Six digits that show that the authenticator has the key.</summary>
[ApiExample(
    """
        {"totp": "492039"}
        """
)]
internal sealed record SecondFactorCode(string Totp);

/// <summary>Codes for whoever loses the authenticator; each is good once, and they are shown this once.</summary>
[ApiExample(
    """
        {"recoveryCodes": ["1f0c9-77ab2-0d3e4-5b6a7", "90ab1-c2d3e-4f5a6-b7c8d"]}
        """
)]
internal sealed record RecoveryCodesResponse(ImmutableArray<string> RecoveryCodes);

/// <summary>Makes an API token.</summary>
/// <param name="Name">What it is for, 1 to 100 characters.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="ExpiresInDays">1 to 365.</param>
[ApiExample(
    """
        {"name": "Pipeline", "scopes": ["projects:read", "projects:write"], "expiresInDays": 90}
        """
)]
internal sealed record CreateTokenRequest(string Name, ImmutableArray<string> Scopes, int ExpiresInDays = 90);

/// <summary>An API token, without its secret.</summary>
[ApiExample(
    """
        {"id": "tok-01kb2m9x7q3v8c5d1e6f", "name": "Pipeline", "scopes": ["projects:read", "projects:write"], "createdAt": "2026-11-27T09:30:00+00:00", "expiresAt": "2026-12-27T09:30:00+00:00", "lastUsedAt": null}
        """
)]
internal sealed record TokenResponse(
    Id<ApiToken> Id,
    string Name,
    ImmutableArray<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt
);

/// <summary>A new API token with its secret, which is shown this once.</summary>
[ApiExample(
    """
        {"token": {"id": "tok-01kb2m9x7q3v8c5d1e6f", "name": "Pipeline", "scopes": ["projects:read"], "createdAt": "2026-11-27T09:30:00+00:00", "expiresAt": "2026-12-27T09:30:00+00:00", "lastUsedAt": null}, "secret": "infrar_o1dDgWb0b2Qm3tq6Yk6Zq2v9F0m7f8o3Yc5w1r4T7uE"}
        """
)]
internal sealed record NewTokenResponse(TokenResponse Token, string Secret);

/// <summary>A person as a member of a team.</summary>
[ApiExample(
    """
        {"userId": "usr-01kb2m9x7q3v8c5d1e6f", "displayName": "Ada", "email": "ada@example.com", "role": "owner", "joinedAt": "2026-11-27T09:30:00+00:00"}
        """
)]
internal sealed record MemberResponse(
    string UserId,
    string DisplayName,
    string Email,
    Role Role,
    DateTimeOffset JoinedAt
);
