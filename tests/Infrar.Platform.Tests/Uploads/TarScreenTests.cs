using System.Formats.Tar;
using Infrar.Platform.Uploads.Archives;

namespace Infrar.Platform.Tests.Uploads;

public sealed class TarScreenTests
{
    [Theory]
    [InlineData('x')]
    [InlineData('g')]
    [InlineData('L')]
    [InlineData('K')]
    public async Task A_header_about_a_header_stops_the_reading_before_room_is_made_for_it(char type)
    {
        var header = Sources.TarWithHugeAttributes();
        header[156] = (byte)type;
        var endless = new Endless(header);

        var fault = await Record.ExceptionAsync(async () =>
        {
            var tar = new TarReader(new TarScreen(endless), leaveOpen: true);
            await using (tar)
            {
                await tar.GetNextEntryAsync(copyData: false, TestContext.Current.CancellationToken);
            }
        });

        Assert.IsType<InvalidDataException>(fault);
        Assert.InRange(endless.Read, 512, 4096);
    }

    [Theory]
    [InlineData("20 size=99999999999\n")]
    [InlineData("12 a=b\n20 size=00000000001\n")]
    public void Attributes_that_give_what_follows_another_size_are_refused(string attributes)
    {
        var header = Sources.TarWithHugeAttributes();
        System
            .Text.Encoding.ASCII.GetBytes($"{Convert.ToString(attributes.Length, 8).PadLeft(11, '0')}\0")
            .CopyTo(header, 124);
        byte[] content = [.. header, .. System.Text.Encoding.ASCII.GetBytes(attributes)];

        Assert.Throws<InvalidDataException>(() => new TarScreen(new MemoryStream(content)).CopyTo(Stream.Null));
    }

    private sealed class Endless(byte[] head) : MemoryStream
    {
        public new long Read { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var left = head.AsMemory((int)Math.Min(Read, head.Length));
            var count = left.IsEmpty ? buffer.Length : Math.Min(left.Length, buffer.Length);
            left[..Math.Min(left.Length, count)].CopyTo(buffer);
            Read += count;
            return ValueTask.FromResult(count);
        }
    }
}
