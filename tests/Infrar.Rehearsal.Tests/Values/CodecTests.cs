using System.Text.Json;
using CsCheck;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Tests.Values;

public sealed class CodecTests
{
    private static readonly Gen<Value> s_null = Gen.Const(Value.Null);
    private static readonly Gen<Value> s_unknown = Gen.Const(Value.Unknown);
    private static readonly Gen<string> s_names = Gen.String[Gen.Char['a', 'z'], 1, 6];

    [Fact]
    public void MessagePack_round_trips_lose_nothing() =>
        Typed(depth: 3, withUnknown: true)
            .Sample(pair =>
                Assert.Equal(
                    pair.Value,
                    MessagePackCodec.Decode(MessagePackCodec.Encode(pair.Value, pair.Type), pair.Type)
                )
            );

    [Fact]
    public void Json_round_trips_lose_nothing() =>
        Typed(depth: 3, withUnknown: false)
            .Sample(pair => Assert.Equal(pair.Value, JsonCodec.Decode(JsonCodec.ToElement(pair.Value), pair.Type)));

    [Fact]
    public void Types_survive_their_JSON() =>
        Type(depth: 3)
            .Sample(type =>
            {
                using var json = JsonDocument.Parse(JsonCodec.ToBytes(type));
                Assert.Equal(JsonCodec.ToBytes(type), JsonCodec.ToBytes(TypeConstraint.Parse(json.RootElement)));
            });

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("10", "10")]
    [InlineData("1.50", "1.5")]
    [InlineData("0.0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("123456789012345678901234567890.5", "123456789012345678901234567890.5")]
    public void Numbers_keep_every_digit(string given, string kept) =>
        Assert.Equal(kept, NumberValue.Parse(given).Digits);

    [Fact]
    public void A_binary_fraction_is_read_exactly() =>
        Assert.Equal("0.1000000000000000055511151231257827021181583404541015625", NumberValue.Of(0.1).Digits);

    [Fact]
    public void An_object_states_attributes_it_does_not_have_as_null()
    {
        var type = TypeConstraint.ObjectOf([new("a", TypeConstraint.Text), new("b", TypeConstraint.Bool)]);

        var read = MessagePackCodec.Decode(MessagePackCodec.Encode(Value.EmptyMap, type), type);

        Assert.Equal(Value.MapOf(new("a", Value.Null), new("b", Value.Null)), read);
    }

    private static Gen<(TypeConstraint Type, Value Value)> Typed(int depth, bool withUnknown) =>
        Type(depth).SelectMany(type => ValueOf(type, withUnknown).Select(value => (type, value)));

    private static Gen<TypeConstraint> Type(int depth)
    {
        var plain = Gen.OneOf(TypeConstraint.Text, TypeConstraint.Number, TypeConstraint.Bool, TypeConstraint.Dynamic);
        return depth is 0
            ? plain
            : Gen.OneOf(
                plain,
                Type(depth - 1).Select(TypeConstraint.ListOf),
                Type(depth - 1).Select(TypeConstraint.SetOf),
                Type(depth - 1).Select(TypeConstraint.MapOf),
                Type(depth - 1).Array[0, 3].Select(elements => TypeConstraint.TupleOf([.. elements])),
                Gen.Dictionary(s_names, Type(depth - 1))[0, 3].Select(attributes => TypeConstraint.ObjectOf(attributes))
            );
    }

    private static Gen<Value> ValueOf(TypeConstraint type, bool withUnknown)
    {
        Gen<Value> known = type.Kind switch
        {
            TypeKind.Text => Gen.String.Where(IsWellFormed).Select(Value.Of),
            TypeKind.Bool => Gen.Bool.Select(Value.Of),
            TypeKind.Number => Gen.OneOf(
                Gen.Long.Select(Value.Of),
                Gen.ULong.Select(n => (Value)NumberValue.Of(n)),
                Gen.Decimal.Select(n =>
                    (Value)NumberValue.Parse(n.ToString(System.Globalization.CultureInfo.InvariantCulture))
                )
            ),
            TypeKind.Dynamic => Gen.OneOf(TypeConstraint.Text, TypeConstraint.ListOf(TypeConstraint.Number))
                .SelectMany(t => ValueOf(t, withUnknown).Select(v => (Value)new TypedValue(t, v))),
            TypeKind.List or TypeKind.Set => ValueOf(type.Element, withUnknown)
                .Array[0, 3]
                .Select(e => (Value)new ListValue([.. e])),
            TypeKind.Tuple => type.Elements.Aggregate(
                Gen.Const(Value.EmptyList),
                (list, element) =>
                    list.SelectMany(l =>
                        ValueOf(element, withUnknown).Select(v => (Value)new ListValue(l.Items.Add(v)))
                    )
            ),
            TypeKind.Map => Gen.Dictionary(s_names, ValueOf(type.Element, withUnknown))[0, 3]
                .Select(e => Value.MapOf(e)),
            TypeKind.Object => type.Attributes.Aggregate(
                Gen.Const(Value.EmptyMap),
                (map, attribute) =>
                    map.SelectMany(m => ValueOf(attribute.Value, withUnknown).Select(v => m.With(attribute.Key, v)))
            ),
        };
        return withUnknown
            ? Gen.Frequency((6, known), (1, s_null), (1, s_unknown))
            : Gen.Frequency((6, known), (1, s_null));
    }

    /// <summary>Half a surrogate pair is no text, and no encoding carries it.</summary>
    private static bool IsWellFormed(string text) => !text.Any(char.IsSurrogate);
}
