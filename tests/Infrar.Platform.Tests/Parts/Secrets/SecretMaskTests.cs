using System.Text;
using System.Text.Json;
using CsCheck;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Tests.Parts.Secrets;

public sealed class SecretMaskTests
{
    private const string Value = "p/ss wörd\"&+=\\end";

    public static TheoryData<string> Forms =>
        [
            Value,
            Uri.EscapeDataString(Value),
            Uri.EscapeDataString(Value).Replace("%20", "+", StringComparison.Ordinal),
            JsonSerializer.Serialize(Value)[1..^1],
        ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_of_a_value_is_hidden(string form) =>
        Assert.Equal("before *** after", new SecretMask([new(Value)]).Mask($"before {form} after"));

    [Fact]
    public void A_value_is_hidden_in_base64_wherever_it_begins()
    {
        var mask = new SecretMask([new("a-long-enough-password")]);

        for (var before = 0; before < 6; before++)
        {
            var text = $"{new string('u', before)}a-long-enough-password:tail";
            var masked = mask.Mask(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
            Assert.Contains("***", masked, StringComparison.Ordinal);
            Assert.True(masked.Length < 30, masked);
        }
    }

    [Fact]
    public void Overlapping_values_leave_nothing_of_either() =>
        Assert.Equal("x***y", new SecretMask([new("abcdef"), new("defghi")]).Mask("xabcdefghiy"));

    [Fact]
    public void Values_that_are_too_short_are_left() => Assert.Equal("abc", new SecretMask([new("abc")]).Mask("abc"));

    [Fact]
    public void However_a_text_is_parted_it_reads_as_the_naive_model_has_it() =>
        Gen.Select(
                Gen.String[Gen.Char["ab"], 1, 9].List[0, 4],
                Gen.String[Gen.Char["abc"], 0, 120],
                Gen.Int[1, 9].List[1, 40]
            )
            .Sample(
                (values, text, cuts) =>
                {
                    var secrets = values.Select(v => new Secret(v)).ToList();
                    using var output = new MemoryStream();
                    using (var masked = new MaskedStream(output, new(secrets)))
                    {
                        var rest = Encoding.UTF8.GetBytes(text).AsSpan();
                        for (var n = 0; !rest.IsEmpty; n++)
                        {
                            var taken = Math.Min(cuts[n % cuts.Count], rest.Length);
                            masked.Write(rest[..taken]);
                            rest = rest[taken..];
                        }
                    }

                    Assert.Equal(Naive(values, text), Encoding.UTF8.GetString(output.ToArray()));
                },
                iter: 3000
            );

    [Fact]
    public void A_stream_of_many_slices_is_masked_at_every_boundary()
    {
        var secret = new string('k', 10) + "-boundary-value";
        var text = string.Concat(Enumerable.Range(0, 5000).Select(n => $"{n} {secret}\n"));

        Assert.Equal(text.Replace(secret, "***", StringComparison.Ordinal), new SecretMask([new(secret)]).Mask(text));
    }

    // Marks every occurrence of every form, then replaces each run of marks.
    private static string Naive(IEnumerable<string> values, string text)
    {
        var marks = new bool[text.Length];
        foreach (var form in values.SelectMany(SecretForms.Of).Select(Encoding.UTF8.GetString).Where(f => f.Length > 3))
        {
            for (var at = text.IndexOf(form, StringComparison.Ordinal); at >= 0; )
            {
                Array.Fill(marks, true, at, form.Length);
                at = text.IndexOf(form, at + 1, StringComparison.Ordinal);
            }
        }

        var result = new StringBuilder();
        for (var n = 0; n < text.Length; n++)
        {
            result.Append(
                !marks[n] ? text[n].ToString()
                : n is 0 || !marks[n - 1] ? "***"
                : ""
            );
        }

        return result.ToString();
    }
}
