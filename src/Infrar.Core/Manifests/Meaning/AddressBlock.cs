using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>A range of IPv4 addresses.</summary>
/// <param name="First">Its first address.</param>
/// <param name="Prefix">Leading bits that all its addresses share, 0–32.</param>
internal readonly record struct AddressBlock(uint First, int Prefix)
{
    private uint Mask => Prefix is 0 ? 0 : uint.MaxValue << (32 - Prefix);

    private uint Last => First | ~Mask;

    /// <summary>Whether every address of the other block is one of this.</summary>
    internal bool Contains(AddressBlock other) => First <= other.First && other.Last <= Last;

    /// <summary>Whether the two share an address.</summary>
    internal bool Overlaps(AddressBlock other) => First <= other.Last && other.First <= Last;

    /// <summary>Reads an IPv4 block; null with the reason why not.</summary>
    internal static AddressBlock? Parse(string text, out string fault, out string mend)
    {
        mend = "Write an address block like '10.0.0.0/16'.";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (
            slash < 0
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
        )
        {
            fault = "a prefix length like '/16' is missing";
            return null;
        }

        if (prefix > 32)
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"the prefix length {prefix} is above 32");
            return null;
        }

        if (Address(text[..slash]) is not { } address)
        {
            fault = $"'{text[..slash]}' is not four numbers from 0 to 255";
            return null;
        }

        var block = new AddressBlock(address, prefix);
        if ((address & ~block.Mask) != 0)
        {
            fault = "its address lies inside the block and not at its beginning";
            mend = $"Write '{Dotted(address & block.Mask)}/{text[(slash + 1)..]}'.";
            return null;
        }

        fault = "";
        return block;
    }

    /// <summary>Whether text is an IPv6 block.</summary>
    internal static bool IsVersion6(string text) =>
        text.Split('/') is [var address, var length]
        && IPAddress.TryParse(address, out var parsed)
        && parsed.AddressFamily is AddressFamily.InterNetworkV6
        && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
        && prefix <= 128;

    private static uint? Address(string text)
    {
        var parts = text.Split('.');
        if (parts.Length is not 4)
        {
            return null;
        }

        uint address = 0;
        foreach (var part in parts)
        {
            if (part.Length > 3 || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var octet))
            {
                return null;
            }

            address = (address << 8) | octet;
        }

        return address;
    }

    private static string Dotted(uint address) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}"
        );
}
