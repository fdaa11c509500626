using Infrar.Testing;

namespace Infrar.Providers.Tests.Plans;

/// <summary>Plans that the real engine made of real configuration; <c>scripts/plan-case</c> makes them anew.</summary>
public sealed class ReadingMadePlans
{
    public static TheoryData<string> Cases => [.. MadePlans.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_case_reads_as_its_golden_file(string name)
    {
        var plan = MadePlans.Read(name);

        Golden.Match(PlanText.Of(plan), $"Plans/{name}.txt");
    }
}
