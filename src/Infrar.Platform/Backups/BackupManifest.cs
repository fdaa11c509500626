using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Infrar.Platform.Backups;

/// <summary>Where the master key of a backup is.</summary>
internal enum MasterKeyPlace
{
    /// <summary>In the archive.</summary>
    Included,

    /// <summary>In a file that is kept elsewhere; nothing sealed opens without it.</summary>
    Elsewhere,

    /// <summary>At AWS KMS.</summary>
    Kms,
}

/// <summary>What an archive says of itself; its first entry.</summary>
/// <param name="Format">Which form the archive has; this version writes and reads 1.</param>
/// <param name="Product">The version of Infrar that wrote it.</param>
/// <param name="TakenAt">The moment that the database is from.</param>
/// <param name="Schema">The database's newest migration.</param>
/// <param name="MasterKey">Where the master key is.</param>
/// <param name="Proof">Something sealed by the master key, to tell a wrong key from the right one; null for a key at KMS.</param>
/// <param name="Elsewhere">What the platform keeps that is not in the archive, in words.</param>
/// <param name="Entries">Every other entry, in the order of the archive.</param>
internal sealed record BackupManifest(
    int Format,
    string Product,
    DateTimeOffset TakenAt,
    string Schema,
    MasterKeyPlace MasterKey,
    byte[]? Proof,
    ImmutableArray<string> Elsewhere,
    ImmutableArray<BackupEntry> Entries
)
{
    /// <summary>The form that this version writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>What the master key sealed <see cref="Proof"/> for.</summary>
    public const string ProofContext = "backup";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>How many bytes all entries have.</summary>
    [JsonIgnore]
    public long Size => Entries.Sum(e => e.Size);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, _json);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidDataException">It is none, is of a newer form, or names what no backup holds.</exception>
    public static BackupManifest Parse(byte[] json)
    {
        try
        {
            // The form comes first: a newer one may have other members.
            using var document = JsonDocument.Parse(json);
            if (
                document.RootElement.TryGetProperty("format", out var format)
                && format.TryGetInt32(out var number)
                && number > CurrentFormat
            )
            {
                throw new InvalidDataException(
                    $"The backup has form {number}; this version reads up to {CurrentFormat}. Restore it with the version that wrote it, or a newer one."
                );
            }

            var manifest = JsonSerializer.Deserialize<BackupManifest>(json, _json)!;
            return manifest.Entries.FirstOrDefault(e => !e.IsOurs) is { } strange
                ? throw new InvalidDataException($"The manifest names {strange.Name}, which no backup holds.")
                : manifest;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException(
                "The archive's manifest cannot be read: it is damaged, or no backup of Infrar."
            );
        }
    }
}

/// <summary>One file of a backup.</summary>
/// <param name="Name">Its path in the data folder.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">The checksum of its content, in hexadecimal.</param>
internal sealed record BackupEntry(string Name, long Size, string Sha256)
{
    /// <summary>Whether it is a place in the data folder that a backup may write.</summary>
    [JsonIgnore]
    public bool IsOurs =>
        Name is BackupNames.Database or BackupNames.Prices or BackupNames.MasterKey
        || (
            (Name.StartsWith("files/", StringComparison.Ordinal) || Name.StartsWith("vault/", StringComparison.Ordinal))
            && Name.Split('/').All(s => s.Length > 0 && s[0] != '.' && !s.Contains('\0'))
        );
}

/// <summary>What the parts of a backup are called, in the archive and in the data folder alike.</summary>
internal static class BackupNames
{
    public const string Database = "infrar.db";
    public const string Prices = "prices.db";
    public const string MasterKey = "master.key";
    public const string Manifest = "manifest.json";
}
