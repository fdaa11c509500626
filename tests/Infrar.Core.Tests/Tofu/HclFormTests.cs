using CsCheck;
using Infrar.Core.Resources;
using Infrar.Core.Tofu;
using Infrar.Testing;
using static Infrar.Core.Resources.Values;

namespace Infrar.Core.Tests.Tofu;

public sealed class HclFormTests
{
    [Fact]
    public void Neighbouring_single_line_attributes_are_aligned()
    {
        var body = HclBody.Block("resource \"x\" \"y\"", Map(("a", 1), ("long_name", "two"), ("c", true)).Entries);

        Assert.Equal(
            """
            resource "x" "y" {
              a         = 1
              long_name = "two"
              c         = true
            }

            """,
            body
        );
    }

    [Theory]
    [InlineData("${danger}", "\"$${danger}\"")]
    [InlineData("%{if}", "\"%%{if}\"")]
    [InlineData("$5 100%", "\"$5 100%\"")]
    [InlineData("a\"b\\c\nd", "\"a\\\"b\\\\c\\nd\"")]
    public void Text_keeps_no_meaning_in_a_template(string text, string expected) =>
        Assert.Equal(expected, HclExpression.Render(text, 0));

    [Fact]
    public void A_template_embeds_expressions() =>
        Assert.Equal(
            "\"https://${aws_lb.main.dns_name}/$${x}\"",
            HclExpression.Render(Template("https://", Ref("aws_lb.main", "dns_name"), "/${x}"), 0)
        );

    [Fact]
    public void A_number_is_written_exactly() => Assert.Equal("0.000000405", HclExpression.Render(0.000000405000m, 0));

    [Fact]
    public async Task Whatever_is_written_fmt_leaves_alone()
    {
        Assert.SkipWhen(Engine.Missing is not null, Engine.Missing ?? "");
        var bodies = new List<Value.MapOf>();
        Bodies.Sample(bodies.Add, iter: 60, threads: 1, seed: "0000KFNSSCHW");
        var text = string.Join('\n', bodies.Select((b, i) => HclBody.Block($"resource \"t\" \"r{i}\"", b.Entries)));

        var (exitCode, output, errors) = await Engine.RunAsync(
            Path.GetTempPath(),
            text,
            TestContext.Current.CancellationToken,
            "fmt",
            "-"
        );

        Assert.True(exitCode == 0, errors);
        Assert.Equal(output, text);
    }

    private static readonly Gen<Value> Scalars = Gen.OneOf<Value>(
        Gen.String[Gen.Char[" aé${}%\"\\\n#/"], 0, 12].Select(s => (Value)s),
        Gen.Int[-5, 5000].Select(i => (Value)i),
        Gen.Bool.Select(b => (Value)b),
        Gen.Const((Value)Ref("aws_vpc.main", "id")),
        Gen.Const((Value)Template("a", Ref("aws_vpc.main", "id"), "/*"))
    );

    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.Const("a"),
        Gen.Const("bb"),
        Gen.Const("ccc_ccc"),
        Gen.Const("very_long_attribute_name"),
        Gen.Const("x-y")
    );

    private static readonly Gen<Value.MapOf> Bodies = Body(3);

    private static Gen<Value> Any(int depth) =>
        depth == 0
            ? Scalars
            : Gen.Frequency(
                (4, Scalars),
                (1, Any(depth - 1).Array[0, 4].Select(a => (Value)List(a))),
                (1, Body(depth - 1).Select(m => (Value)m)),
                (1, Body(depth - 1).Select(m => (Value)new Value.Json(m))),
                (1, Body(depth - 1).Array[1, 3].Select(m => (Value)Blocks(m)))
            );

    private static Gen<Value.MapOf> Body(int depth) =>
        Gen.Select(Names, Any(depth)).Array[0, 6].Select(entries => Map(entries.DistinctBy(e => e.Item1)));
}
