using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Infrar.Core.Checks.Reachability;

/// <summary>A block of addresses, IPv4 or IPv6, as rules and routes state it.</summary>
/// <remarks>
/// Addresses of both families are numbers of one space: IPv4 stands at <c>::ffff:0:0/96</c>, its mapped place in IPv6,
/// which <c>::/0</c> here leaves out. So one set holds both, and a rule for one family never lets in the other.
/// </remarks>
/// <param name="First">Its first address as a number of that space.</param>
/// <param name="PrefixLength">Leading bits that all of its addresses share: 0–32 of IPv4, 0–128 of IPv6.</param>
/// <param name="IsVersion6">Whether it is IPv6.</param>
public readonly record struct AddressRange(UInt128 First, int PrefixLength, bool IsVersion6)
{
    private static readonly UInt128 Mapped = (UInt128)0xFFFF << 32;

    /// <summary>Every IPv4 address.</summary>
    public static IntervalSet Version4 { get; } = IntervalSet.Of(Mapped, Mapped + uint.MaxValue);

    /// <summary>Every IPv6 address.</summary>
    public static IntervalSet Version6 { get; } = IntervalSet.Everything.Except(Version4);

    /// <summary>Its addresses.</summary>
    public IntervalSet Addresses =>
        IsVersion6 ? IntervalSet.Of(First, First | Host).Intersect(Version6) : IntervalSet.Of(First, First | Host);

    /// <summary>Whether it is all of its family: <c>0.0.0.0/0</c> or <c>::/0</c>.</summary>
    public bool IsEverywhere => PrefixLength == 0;

    // Bits in which its addresses differ.
    private UInt128 Host => HostBits(PrefixLength, IsVersion6);

    /// <summary>Reads <c>10.0.0.0/16</c>, <c>2001:db8::/32</c>, or an address alone; null for anything else.</summary>
    public static AddressRange? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (
            !IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)
            || address.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
        )
        {
            return null;
        }

        var isVersion6 = address.AddressFamily is AddressFamily.InterNetworkV6;
        var longest = isVersion6 ? 128 : 32;
        var length = longest;
        if (
            slash >= 0
            && !(
                int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length)
                && length <= longest
            )
        )
        {
            return null;
        }

        // What stands behind the prefix is ignored, as AWS and others do.
        return new(NumberOf(address) & ~HostBits(length, isVersion6), length, isVersion6);
    }

    /// <summary><c>10.0.0.0/16</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TextOf(First)}/{PrefixLength}");

    /// <summary>The address of a number, for people.</summary>
    public static string TextOf(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return (Version4.Contains(number) ? new IPAddress(bytes[12..]) : new IPAddress(bytes)).ToString();
    }

    private static UInt128 NumberOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return written == 4
            ? Mapped + BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static UInt128 HostBits(int prefixLength, bool isVersion6) =>
        ((isVersion6 ? 128 : 32) - prefixLength) switch
        {
            0 => 0,
            128 => UInt128.MaxValue,
            var bits => (UInt128.One << bits) - 1,
        };
}
