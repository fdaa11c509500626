using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Infrar.Platform.Tests.Servers;

/// <summary>What Infrar uses of AWS KMS, on loopback: one key, real AES-256-GCM, the encryption context as associated data.</summary>
internal sealed class KmsServer() : AwsJsonServer("kms", "TrentService")
{
    public const string KeyId = "alias/infrar";

    private readonly List<byte[]> _versions = [RandomNumberGenerator.GetBytes(32)];

    public void Rotate() => _versions.Add(RandomNumberGenerator.GetBytes(32));

    protected override JsonObject Answer(string operation, JsonObject input)
    {
        if ((string?)input["KeyId"] is not KeyId)
        {
            throw new AwsFault("NotFoundException");
        }

        var context = Encoding.UTF8.GetBytes(input["EncryptionContext"]!.ToJsonString());
        return operation switch
        {
            "Encrypt" => new() { ["CiphertextBlob"] = Encrypt(Bytes(input, "Plaintext"), context), ["KeyId"] = KeyId },
            "Decrypt" => new() { ["Plaintext"] = Decrypt(Bytes(input, "CiphertextBlob"), context), ["KeyId"] = KeyId },
            _ => throw new AwsFault("UnknownOperationException"),
        };
    }

    private static byte[] Bytes(JsonObject input, string name) => Convert.FromBase64String((string)input[name]!);

    private string Encrypt(byte[] plain, byte[] context)
    {
        var sealedBytes = new byte[1 + 12 + 16 + plain.Length];
        sealedBytes[0] = (byte)(_versions.Count - 1);
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(1, 12));
        using var aes = new AesGcm(_versions[^1], 16);
        aes.Encrypt(sealedBytes.AsSpan(1, 12), plain, sealedBytes.AsSpan(29), sealedBytes.AsSpan(13, 16), context);
        return Convert.ToBase64String(sealedBytes);
    }

    private string Decrypt(byte[] sealedBytes, byte[] context)
    {
        var plain = new byte[sealedBytes.Length - 29];
        try
        {
            using var aes = new AesGcm(_versions[sealedBytes[0]], 16);
            aes.Decrypt(sealedBytes.AsSpan(1, 12), sealedBytes.AsSpan(29), sealedBytes.AsSpan(13, 16), plain, context);
        }
        catch (CryptographicException)
        {
            throw new AwsFault("InvalidCiphertextException");
        }

        return Convert.ToBase64String(plain);
    }
}
