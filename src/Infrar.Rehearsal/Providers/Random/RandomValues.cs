using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Text;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Random;

/// <summary>The random provider's types, made to measure: a configuration cuts, compares and counts them.</summary>
internal sealed class RandomValues : TypeBehavior
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string Special = "!@#$%&*()-_=+[]{}<>:?";

    private static readonly string[] s_words = ["brave", "calm", "eager", "fair", "keen", "mild", "proud", "swift"];
    private static readonly string[] s_pets =
    [
        "badger",
        "crane",
        "falcon",
        "heron",
        "lynx",
        "otter",
        "robin",
        "wombat",
    ];

    public static readonly BehaviorCatalog Catalog = new(
        [new RandomValues()],
        FrozenDictionary<string, TypeBehavior>.Empty,
        FrozenDictionary<string, DataBehavior>.Empty
    );

    public override Value? Fill(ResourceScope scope, string attribute, Value planned, Entropy entropy) =>
        (scope.Type, attribute) switch
        {
            ("random_password" or "random_string", "result") => Value.Of(Characters(planned, entropy)),
            ("random_integer", "result") => Integer(planned, entropy),
            ("random_integer", "id") => Value.Of(Integer(planned, entropy).Digits),
            ("random_id", _) => Bytes(attribute, planned["byte_length"], planned["prefix"].AsText, entropy),
            ("random_bytes", _) => Bytes(attribute, planned["length"], null, entropy),
            ("random_pet", "id") => Value.Of(Pet(planned, entropy)),
            ("random_shuffle", "result") => Shuffled(planned, entropy),
            _ => null,
        };

    private static string Characters(Value planned, Entropy entropy)
    {
        var classes = new List<string>();
        AddClass(planned["lower"], Lower);
        AddClass(planned["upper"], Lower.ToUpperInvariant());
        AddClass(planned["numeric"], Digits);
        AddClass(planned["special"], planned["override_special"].AsText is { Length: > 0 } own ? own : Special);

        // Each class in turn, so that every minimum a password of sensible length may ask for is met.
        var text = new StringBuilder();
        for (var at = 0; at < Number(planned["length"]); at++)
        {
            var letters = classes.Count is 0 ? Lower : classes[at % classes.Count];
            text.Append(letters[Draw(entropy, $"{at}", letters.Length)]);
        }

        return text.ToString();

        void AddClass(Value wanted, string letters)
        {
            if (wanted.AsBool is not false)
            {
                classes.Add(letters);
            }
        }
    }

    private static NumberValue Integer(Value planned, Entropy entropy)
    {
        var (min, max) = (Number(planned["min"]), Number(planned["max"]));
        return NumberValue.Of(min + Draw(entropy, "integer", (int)Math.Clamp(max - min + 1, 1, int.MaxValue)));
    }

    private static Value? Bytes(string attribute, Value length, string? prefix, Entropy entropy)
    {
        var bytes = Convert.FromHexString(entropy.Hex(2 * (int)Number(length), "bytes"));
        return attribute switch
        {
            "hex" => Value.Of(prefix + Convert.ToHexStringLower(bytes)),
            "dec" => Value.Of(
                prefix
                    + new BigInteger(bytes, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture)
            ),
            "b64_std" or "base64" => Value.Of(prefix + Convert.ToBase64String(bytes)),
            "b64_url" => Value.Of(prefix + Url(bytes)),
            "id" => Value.Of(Url(bytes)),
            _ => null,
        };
    }

    private static string Url(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Pet(Value planned, Entropy entropy)
    {
        var count = planned["length"].IsUnknown ? 2 : Number(planned["length"]);
        var words = Enumerable
            .Range(1, (int)Math.Max(0, count - 1))
            .Select(at => s_words[Draw(entropy, $"{at}", s_words.Length)])
            .Append(s_pets[Draw(entropy, "pet", s_pets.Length)]);
        return string.Join(
            planned["separator"].AsText ?? "-",
            planned["prefix"].AsText is { Length: > 0 } prefix ? words.Prepend(prefix) : words
        );
    }

    private static ListValue Shuffled(Value planned, Entropy entropy)
    {
        var shuffled = planned["input"]
            .Items.Select((item, at) => (item, order: entropy.Hex(16, $"{at}")))
            .OrderBy(p => p.order, StringComparer.Ordinal)
            .Select(p => p.item);
        return new ListValue([
            .. planned["result_count"].IsNull ? shuffled : shuffled.Take((int)Number(planned["result_count"])),
        ]);
    }

    private static long Number(Value value) => (value as NumberValue)?.ToInt64() ?? 0;

    private static int Draw(Entropy entropy, string salt, int below) =>
        (int)(long.Parse(entropy.Hex(12, salt), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % below);
}
