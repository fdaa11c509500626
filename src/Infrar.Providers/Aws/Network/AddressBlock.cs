using System.Globalization;

namespace Infrar.Providers.Aws.Network;

/// <summary>A block of IPv4 addresses.</summary>
/// <param name="First">Its first address.</param>
/// <param name="PrefixLength">Leading bits that all of its addresses share, 0–32.</param>
internal readonly record struct AddressBlock(uint First, int PrefixLength)
{
    /// <summary>Reads <c>10.0.0.0/16</c>; null for anything that is not a block.</summary>
    public static AddressBlock? Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || Number(parts[1], 32) is not { } length || Address(parts[0]) is not { } address)
        {
            return null;
        }

        return new AddressBlock(address & Mask(length), length);
    }

    /// <summary>The block of a longer prefix at a place among its equals.</summary>
    /// <param name="prefixLength">Prefix length of the part, not shorter than this block's.</param>
    /// <param name="index">Place, from 0.</param>
    public AddressBlock Part(int prefixLength, int index) =>
        new(First + ((uint)index << (32 - prefixLength)), prefixLength);

    /// <summary><c>10.0.0.0/16</c>.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{First >> 24}.{(First >> 16) & 255}.{(First >> 8) & 255}.{First & 255}/{PrefixLength}"
        );

    private static uint Mask(int length) => length == 0 ? 0 : uint.MaxValue << (32 - length);

    private static uint? Address(string text)
    {
        var bytes = text.Split('.').Select(b => Number(b, 255)).ToArray();
        return bytes.Length == 4 && bytes.All(b => b is not null)
            ? bytes.Aggregate(0u, (all, b) => (all << 8) | (uint)(b ?? 0))
            : null;
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : null;
}
