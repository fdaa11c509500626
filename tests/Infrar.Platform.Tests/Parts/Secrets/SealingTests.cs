using System.Security.Cryptography;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Tests.Parts.Secrets;

public sealed class SealingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infrar-seal-");
    private readonly FileMasterKey _master;
    private readonly Sealing _sealing;

    public SealingTests()
    {
        _master = FileMasterKey.Open(Path.Combine(_folder.FullName, "master.key"));
        _sealing = new(_master);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_envelope_opens_for_its_owner_and_name_alone()
    {
        var envelope = await _sealing.SealAsync("users/a", "key", "value"u8.ToArray(), Cancel);
        await _sealing.SealAsync("users/b", "key", "other"u8.ToArray(), Cancel);

        Assert.Equal("value"u8.ToArray(), await _sealing.OpenAsync("users/a", "key", envelope, Cancel));
        await Assert.ThrowsAnyAsync<CryptographicException>(() =>
            _sealing.OpenAsync("users/b", "key", envelope, Cancel)
        );
        await Assert.ThrowsAnyAsync<CryptographicException>(() =>
            _sealing.OpenAsync("users/a", "key2", envelope, Cancel)
        );
    }

    [Fact]
    public async Task Every_flipped_bit_and_every_cut_is_refused()
    {
        var envelope = await _sealing.SealAsync("users/a", "key", "value"u8.ToArray(), Cancel);

        for (var place = 0; place < envelope.Length; place++)
        {
            var changed = envelope.ToArray();
            changed[place] ^= 0x10;
            await Assert.ThrowsAnyAsync<CryptographicException>(() =>
                _sealing.OpenAsync("users/a", "key", changed, Cancel)
            );
            await Assert.ThrowsAnyAsync<CryptographicException>(() =>
                _sealing.OpenAsync("users/a", "key", envelope.AsMemory(0, place), Cancel)
            );
        }
    }

    [Fact]
    public async Task The_same_value_never_seals_to_the_same_bytes()
    {
        var first = await _sealing.SealAsync("users/a", "key", "value"u8.ToArray(), Cancel);
        var second = await _sealing.SealAsync("users/a", "key", "value"u8.ToArray(), Cancel);

        Assert.NotEqual(first[^33..], second[^33..]);
    }

    [Fact]
    public async Task A_rewrapped_envelope_opens_without_the_old_version_of_the_master_key()
    {
        var envelope = await _sealing.SealAsync("users/a", "key", "value"u8.ToArray(), Cancel);
        _master.Rotate();

        var renewed = await _sealing.RewrapAsync("users/a", envelope, Cancel);

        var file = Path.Combine(_folder.FullName, "master.key");
        var versions = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.True(versions.Remove("1"));
        File.WriteAllText(file, versions.ToJsonString());
        var later = new Sealing(FileMasterKey.Open(file));
        Assert.Equal("value"u8.ToArray(), await later.OpenAsync("users/a", "key", renewed, Cancel));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => later.OpenAsync("users/a", "key", envelope, Cancel));
    }

    [Fact]
    public void A_secret_prints_and_serializes_as_stars()
    {
        var secret = new Secret("hunter2");

        Assert.Equal("***", $"{secret}");
        Assert.Equal("\"***\"", System.Text.Json.JsonSerializer.Serialize(secret));
        Assert.Equal("hunter2", secret.Reveal());
    }
}
