using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Infrar.Core.Resources;

/// <summary>Gives repeated short texts of a JSON document the same object, and allocates a text only when it is new.</summary>
/// <remarks>
/// Each text has one slot, and a newer one takes it over: what repeats is found, nothing grows, and no choice of texts can
/// make it slow.
/// </remarks>
/// <param name="bits">Bits of a slot's number; 13 for a document of any size, 6 for a text within one.</param>
internal sealed class TextCache(int bits = 13)
{
    private const int LongestKept = 64;

    private readonly string?[] _names = new string?[1 << bits];
    private readonly Value.Text?[] _texts = new Value.Text?[1 << bits];

    /// <summary>The property name or string that the reader stands on.</summary>
    internal string Name(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        if (reader.ValueIsEscaped || bytes.Length > LongestKept)
        {
            return Decode(ref reader);
        }

        ref var slot = ref _names[SlotOf(bytes)];
        if (slot is null || !Ascii.Equals(bytes, slot))
        {
            slot = Encoding.UTF8.GetString(bytes);
        }

        return slot;
    }

    /// <summary>The string that the reader stands on, as a value.</summary>
    internal Value.Text Text(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        if (reader.ValueIsEscaped || bytes.Length > LongestKept)
        {
            return new(Decode(ref reader));
        }

        ref var slot = ref _texts[SlotOf(bytes)];
        if (slot is null || !Ascii.Equals(bytes, slot.Content))
        {
            slot = new(Encoding.UTF8.GetString(bytes));
        }

        return slot;
    }

    /// <summary>The text that the reader stands on; what is no proper Unicode stands in it as replacement characters.</summary>
    internal static string Decode(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped; the text as it stands in the file says more than nothing.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private int SlotOf(ReadOnlySpan<byte> bytes)
    {
        ulong mixed = (uint)bytes.Length;
        if (bytes.Length >= sizeof(ulong))
        {
            mixed ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            mixed ^= BitOperations.RotateLeft(
                BinaryPrimitives.ReadUInt64LittleEndian(bytes[((bytes.Length / 2) - (sizeof(ulong) / 2))..]),
                21
            );
            mixed ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]), 42);
        }
        else
        {
            foreach (var octet in bytes)
            {
                mixed = (mixed << 8) ^ (mixed >> 56) ^ octet;
            }
        }

        return (int)((mixed * 0x9E3779B97F4A7C15UL) >> (64 - bits));
    }
}
