using CsCheck;
using Infrar.Rehearsal.Planning;

namespace Infrar.Rehearsal.Tests.Providers;

public sealed class TemplateTests
{
    [Fact]
    public void Ids_made_here_are_recognized() =>
        Gen.OneOf("vpc-{hex:17}", "{uuid}", "{number:10}", "arn:aws:kms:x:y:key/{uuid}")
            .Select(Gen.String)
            .Sample(
                (template, seed) =>
                    Assert.True(Template.HoldsIdMadeHere(Template.Render(template, Entropy.Of(seed), _ => null)!))
            );

    [Fact]
    public void A_template_without_its_attribute_has_no_answer() =>
        Assert.Null(Template.Render("{name}-{hex:4}", Entropy.Of("a"), _ => null));

    [Fact]
    public void The_same_seed_draws_the_same_text() =>
        Gen.String.Sample(seed => Assert.Equal(Entropy.Of(seed, "a").Hex(17, "s"), Entropy.Of(seed, "a").Hex(17, "s")));
}
