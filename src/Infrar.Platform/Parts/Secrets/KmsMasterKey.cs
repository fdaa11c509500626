using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>A master key that AWS KMS holds and rotates; each wrapping is bound to its context.</summary>
/// <param name="kms">The connection; disposed of by whoever made it.</param>
/// <param name="keyId">The key's id, ARN or alias.</param>
internal sealed class KmsMasterKey(IAmazonKeyManagementService kms, string keyId) : IMasterKey
{
    /// <inheritdoc/>
    public async Task<byte[]> WrapAsync(ReadOnlyMemory<byte> plain, string context, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(plain.ToArray());
        var answer = await kms.EncryptAsync(
            new EncryptRequest
            {
                KeyId = keyId,
                Plaintext = content,
                EncryptionContext = Bound(context),
            },
            cancellationToken
        );
        return answer.CiphertextBlob.ToArray();
    }

    /// <inheritdoc/>
    /// <remarks>KMS keeps every version of a key for as long as the key.</remarks>
    public bool IsOutdated(ReadOnlyMemory<byte> wrapped) => false;

    /// <inheritdoc/>
    public async Task<byte[]> UnwrapAsync(
        ReadOnlyMemory<byte> wrapped,
        string context,
        CancellationToken cancellationToken
    )
    {
        using var content = new MemoryStream(wrapped.ToArray());
        try
        {
            // The key is named here too, so that nothing opens that somebody sealed under a key of their own.
            var answer = await kms.DecryptAsync(
                new DecryptRequest
                {
                    KeyId = keyId,
                    CiphertextBlob = content,
                    EncryptionContext = Bound(context),
                },
                cancellationToken
            );
            return answer.Plaintext.ToArray();
        }
        catch (Exception fault) when (fault is InvalidCiphertextException or IncorrectKeyException)
        {
            throw new CryptographicException("KMS does not open this under the key and the context.", fault);
        }
    }

    private static Dictionary<string, string> Bound(string context) => new() { ["infrar"] = context };
}
