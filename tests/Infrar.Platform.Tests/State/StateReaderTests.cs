using System.Security.Cryptography;
using System.Text;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.State;
using static Infrar.Platform.Tests.State.StateClient;

namespace Infrar.Platform.Tests.State;

/// <summary>States that pass by in pieces of any size.</summary>
public sealed class StateReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(1_000_000)]
    public void A_state_says_the_same_in_pieces_of_any_size(int piece)
    {
        // Long texts with quotes, backslashes and escapes lie before the serial, as no engine would write them.
        var random = new Random(piece);
        var text = new StringBuilder();
        for (var n = 0; n < 20_000; n++)
        {
            text.Append(
                (string[])["a", "\\\"", "\\\\", "\\u0022", "é", "\\n"] is var all ? all[random.Next(all.Length)] : ""
            );
        }

        var state =
            $$"""{"version":4,"more":["{{text}}","{{text}}"],"serial":  41 ,"lineage":"x","terraform_version":"1.9.0","resources":[{"mode":"managed","instances":[{"a":[{}]},{}]},{"mode":"data","instances":[{}]},{"instances":[{}],"mode":"managed"}]}""";
        var bytes = Encoding.UTF8.GetBytes(state);
        var reader = new StateReader();
        for (var at = 0; at < bytes.Length; at += piece)
        {
            reader.Take(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
        }

        Assert.True(reader.End().Succeeded(out var head, out var problem), problem?.Detail);
        Assert.Equal((41, "x", "1.9.0", 3), (head.Serial, head.Lineage, head.EngineVersion, head.Resources));
        Assert.Equal("41", Encoding.UTF8.GetString(bytes, (int)head.SerialAt, head.SerialLength));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(SealedContent.Chunk - 1)]
    [InlineData(SealedContent.Chunk)]
    [InlineData(SealedContent.Chunk + 1)]
    [InlineData(3 * SealedContent.Chunk)]
    public async Task What_is_sealed_opens_whole_and_nothing_that_was_changed_does(int size)
    {
        var (plain, key) = (RandomNumberGenerator.GetBytes(size), SealedContent.NewKey());
        var sealedBytes = await ReadAsync(SealedContent.Seal(new MemoryStream(plain), key, "sv-1"));

        Assert.Equal(plain, await ReadAsync(SealedContent.Open(new MemoryStream(sealedBytes), key, "sv-1", size)));
        await RefusedAsync(sealedBytes, "sv-2", size);
        await RefusedAsync(sealedBytes[..^1], "sv-1", size);
        sealedBytes[^1] ^= 1;
        await RefusedAsync(sealedBytes, "sv-1", size);
        if (size > SealedContent.Chunk)
        {
            // Whole chunks, and not all of them.
            sealedBytes[^1] ^= 1;
            await RefusedAsync(sealedBytes, "sv-1", SealedContent.Chunk);
        }

        Task RefusedAsync(byte[] content, string name, long said) =>
            Assert.ThrowsAnyAsync<CryptographicException>(() =>
                ReadAsync(SealedContent.Open(new MemoryStream(content), key, name, said))
            );
    }

    [Fact]
    public async Task A_serial_is_replaced_and_everything_else_stays()
    {
        var before = Sample(9, more: ",\"é\":1");
        var reader = new StateReader();
        reader.Take(Encoding.UTF8.GetBytes(before));
        Assert.True(reader.End().Succeeded(out var head, out _));

        var after = await ReadAsync(new SplicedStream(new MemoryStream(Encoding.UTF8.GetBytes(before)), head, 10));

        Assert.Equal(Sample(10, more: ",\"é\":1"), Encoding.UTF8.GetString(after));
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        await using var opened = stream;
        using var all = new MemoryStream();
        await opened.CopyToAsync(all, 10_000, Cancel);
        return all.ToArray();
    }
}
