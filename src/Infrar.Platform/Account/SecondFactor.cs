using System.Security.Cryptography;
using Infrar.Platform.Parts.Secrets;
using OtpNet;

namespace Infrar.Platform.Account;

/// <summary>Time-based one-time passwords (RFC 6238) and the codes for whoever loses the device.</summary>
internal sealed class SecondFactor(IMasterKey master, TimeProvider time)
{
    private const int RecoveryCodes = 10;

    /// <summary>A new key for a person's authenticator; it counts once <see cref="ConfirmAsync"/> has seen a code of it.</summary>
    public async Task<string> BeginAsync(User user, CancellationToken cancellationToken)
    {
        var key = KeyGeneration.GenerateRandomKey(20);
        user.PrepareTotp(await master.WrapAsync(key, Context(user.Id), cancellationToken));
        return Base32Encoding.ToString(key);
    }

    /// <summary>Turns the second factor on when the code is right.</summary>
    /// <returns>The recovery codes, shown this once; null when the code is not right.</returns>
    public async Task<string[]?> ConfirmAsync(User user, string code, CancellationToken cancellationToken)
    {
        if (user.PendingTotpKey is not { } pending || !await MatchesAsync(user, pending, code, cancellationToken))
        {
            return null;
        }

        var codes = NewRecoveryCodes();
        user.EnableTotp(codes.Select(OpaqueToken.Hash));
        return codes;
    }

    /// <summary>Has a passkey asked for after the password.</summary>
    /// <returns>The recovery codes, shown this once; those before hold no more.</returns>
    public static string[] EnablePasskey(User user)
    {
        var codes = NewRecoveryCodes();
        user.EnablePasskeyAsSecondFactor(codes.Select(OpaqueToken.Hash));
        return codes;
    }

    /// <summary>Takes a one-time password or a recovery code; each is good once.</summary>
    public async Task<bool> TakeAsync(
        User user,
        string? totp,
        string? recoveryCode,
        CancellationToken cancellationToken
    ) =>
        totp is not null
            ? user.TotpKey is { } key && await MatchesAsync(user, key, totp, cancellationToken)
            : recoveryCode is not null
                && user.TakeRecoveryCode(OpaqueToken.Hash(recoveryCode.Trim().ToLowerInvariant()));

    private async Task<bool> MatchesAsync(User user, byte[] wrapped, string code, CancellationToken cancellationToken)
    {
        var key = await master.UnwrapAsync(wrapped, Context(user.Id), cancellationToken);
        var totp = new Totp(key);
        var right = totp.VerifyTotp(
            time.GetUtcNow().UtcDateTime,
            code.Trim(),
            out var step,
            new VerificationWindow(previous: 1, future: 1)
        );
        CryptographicOperations.ZeroMemory(key);
        return right && user.TakeTotpStep(step);
    }

    private static string[] NewRecoveryCodes() =>
        [.. Enumerable.Range(0, RecoveryCodes).Select(_ => NewRecoveryCode())];

    private static string NewRecoveryCode()
    {
        var text = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
        return $"{text[..5]}-{text[5..10]}-{text[10..15]}-{text[15..]}";
    }

    /// <summary>What an authenticator's key is sealed for.</summary>
    internal static string Context(string userId) => $"totp/{userId}";
}
