using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Infrar.Platform;

/// <summary>A thing with an id of its own; the prefix says what an id in a log or an address belongs to.</summary>
public interface IIdentified
{
    /// <summary>Three or four lower-case letters.</summary>
    static abstract string Prefix { get; }
}

/// <summary>The id of one <typeparamref name="T"/>: its prefix, the time it was made and fifty random bits, for example <c>prj-01jdqk…</c>.</summary>
/// <remarks>Ids of one sort order by the millisecond they were made in, so pages can follow them.</remarks>
/// <typeparam name="T">What it identifies.</typeparam>
/// <param name="Value">The whole text.</param>
public readonly record struct Id<T>(string Value) : IParsable<Id<T>>
    where T : IIdentified
{
    /// <summary>A new id.</summary>
    public static Id<T> New(TimeProvider time)
    {
        Span<char> text = stackalloc char[20];
        var milliseconds = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var place = 9; place >= 0; place--, milliseconds >>= 5)
        {
            text[place] = IdAlphabet.Text[(int)(milliseconds & 31)];
        }

        RandomNumberGenerator.GetItems(IdAlphabet.Text.AsSpan(), text[10..]);
        return new($"{T.Prefix}-{text}");
    }

    /// <inheritdoc/>
    public static Id<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no id of the form {T.Prefix}-….");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        var fits =
            s is not null
            && s.Length == T.Prefix.Length + 21
            && s.StartsWith(T.Prefix, StringComparison.Ordinal)
            && s[T.Prefix.Length] == '-'
            && !s.AsSpan(T.Prefix.Length + 1).ContainsAnyExcept(IdAlphabet.Characters);
        result = fits ? new(s!) : default;
        return fits;
    }

    /// <summary>Whether one was made before the other.</summary>
    public static bool operator <(Id<T> one, Id<T> other) => string.CompareOrdinal(one.Value, other.Value) < 0;

    /// <summary>Whether one was made after the other.</summary>
    public static bool operator >(Id<T> one, Id<T> other) => string.CompareOrdinal(one.Value, other.Value) > 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Crockford's base 32: no i, l, o, u; ordinal order is numeric order.</summary>
internal static class IdAlphabet
{
    public const string Text = "0123456789abcdefghjkmnpqrstvwxyz";

    public static SearchValues<char> Characters { get; } = SearchValues.Create(Text);
}

/// <summary>Ids in the database: their text.</summary>
internal sealed class IdConverter<T>() : ValueConverter<Id<T>, string>(id => id.Value, text => new Id<T>(text))
    where T : IIdentified;

/// <summary>Ids in JSON: their text.</summary>
internal sealed class IdJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<Id<T>>
        where T : IIdentified
    {
        public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && Id<T>.TryParse(reader.GetString(), null, out var id)
                ? id
                : throw new JsonException($"An id of the form {T.Prefix}-… was expected.");

        public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
