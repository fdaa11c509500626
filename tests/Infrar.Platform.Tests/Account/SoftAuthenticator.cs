using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Infrar.Platform.Tests.Account;

/// <summary>An authenticator and the browser before it, in software: one P-256 key, attestation <c>none</c>, as WebAuthn has it.</summary>
internal sealed class SoftAuthenticator(string origin)
{
    private const byte Present = 0x01;
    private const byte Verified = 0x04;
    private const byte Attested = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);

    /// <summary>How often it has signed.</summary>
    public uint Count { get; set; }

    /// <summary>What page the browser says it is on.</summary>
    public string Origin { get; set; } = origin;

    /// <summary>Whether it asks who is before it.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>For whom it made its key.</summary>
    public string? UserHandle { get; set; }

    /// <summary>What it thinks the site is called; null for what the site says.</summary>
    public string? Site { get; set; }

    /// <summary>Answers <c>navigator.credentials.create</c>.</summary>
    public object Make(JsonElement options)
    {
        var publicKey = options.GetProperty("publicKey");
        UserHandle ??= publicKey.GetProperty("user").GetProperty("id").GetString();
        var client = ClientData("webauthn.create", publicKey);
        var data = Data(publicKey.GetProperty("rp").GetProperty("id").GetString()!, Attested, AttestedKey());
        var attestation = new CborWriter(CborConformanceMode.Ctap2Canonical);
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString(data);
        attestation.WriteEndMap();
        return Credential(
            new
            {
                clientDataJSON = Base64UrlEncoder.Encode(client),
                attestationObject = Base64UrlEncoder.Encode(attestation.Encode()),
                transports = new[] { "internal" },
                publicKeyAlgorithm = -7,
            }
        );
    }

    /// <summary>Answers <c>navigator.credentials.get</c>.</summary>
    /// <param name="options">What the site asks.</param>
    /// <param name="tamper">Changes the signature.</param>
    public object Prove(JsonElement options, bool tamper = false)
    {
        Count++;
        var publicKey = options.GetProperty("publicKey");
        var client = ClientData("webauthn.get", publicKey);
        var data = Data(publicKey.GetProperty("rpId").GetString()!, 0, []);
        var signature = _key.SignData(
            [.. data, .. SHA256.HashData(client)],
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );
        if (tamper)
        {
            signature[^1] ^= 1;
        }

        return Credential(
            new
            {
                clientDataJSON = Base64UrlEncoder.Encode(client),
                authenticatorData = Base64UrlEncoder.Encode(data),
                signature = Base64UrlEncoder.Encode(signature),
                userHandle = UserHandle,
            }
        );
    }

    private object Credential(object response) =>
        new
        {
            id = Base64UrlEncoder.Encode(_id),
            rawId = Base64UrlEncoder.Encode(_id),
            type = "public-key",
            authenticatorAttachment = "platform",
            response,
            clientExtensionResults = new { },
        };

    private byte[] ClientData(string type, JsonElement publicKey) =>
        Encoding.UTF8.GetBytes(
            JsonSerializer.Serialize(
                new
                {
                    type,
                    challenge = publicKey.GetProperty("challenge").GetString(),
                    origin = Origin,
                    crossOrigin = false,
                }
            )
        );

    private byte[] Data(string site, byte flags, byte[] rest)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        var all = (byte)(flags | Present | (Verifies ? Verified : 0));
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Site ?? site)), all, .. count, .. rest];
    }

    private byte[] AttestedKey()
    {
        var point = _key.ExportParameters(false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            cose.WriteInt32(label);
            cose.WriteInt32(value);
        }

        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();
        return [.. new byte[16], 0, (byte)_id.Length, .. _id, .. cose.Encode()];
    }
}
