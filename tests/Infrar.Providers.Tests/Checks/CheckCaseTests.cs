using Infrar.Core.Checks;
using Infrar.Providers.Aws.Checks;
using Infrar.Providers.Tests.Checks.Availability;
using Infrar.Providers.Tests.Checks.Backups;
using Infrar.Providers.Tests.Checks.Cost;
using Infrar.Providers.Tests.Checks.Encryption;
using Infrar.Providers.Tests.Checks.Logging;
using Infrar.Providers.Tests.Checks.Operation;

namespace Infrar.Providers.Tests.Checks;

/// <summary>Every case of every check of data, survival, logging, operation and cost.</summary>
public sealed class CheckCaseTests
{
    // What only a placement can break: a plan says nothing of what its system asks for.
    private static readonly string[] OfPlacements = ["AVA011", "LOG001", "OPS009"];

    private static readonly CheckCase[] Cases =
    [
        .. EncryptionCases.All,
        .. BackupCases.All,
        .. AvailabilityCases.All,
        .. LoggingCases.All,
        .. OperationCases.All,
        .. CostCases.All,
    ];

    public static TheoryData<string, string> Every()
    {
        var data = new TheoryData<string, string>();
        foreach (var one in Cases)
        {
            data.Add(one.Check, one.Claim);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void A_case_is_found_exactly_where_it_is_wrong(string check, string claim)
    {
        var one = Assert.Single(Cases, c => c.Check == check && c.Claim == claim);
        if (one.Sort is not CaseSort.Fails)
        {
            Checking.Passes(check, one.Required, one.Resources);
            return;
        }

        var found = Checking.Finds(check, one.At, one.Required, one.Resources);
        Assert.Equal(one.Severity ?? found.Severity, found.Severity);
    }

    [Fact]
    public void Every_check_has_a_case_of_each_sort()
    {
        var missing =
            from check in DataChecks.All
            where !OfPlacements.Contains(check.Id)
            from sort in Enum.GetValues<CaseSort>()
            where !Cases.Any(c => c.Check == check.Id && c.Sort == sort)
            select $"{check.Id} {sort}";
        Assert.Empty(missing);
    }

    [Fact]
    public void A_check_lists_the_types_of_the_resources_that_it_finds_fault_with()
    {
        foreach (var one in Cases.Where(c => c.Sort is CaseSort.Fails))
        {
            Check check = Checking.Of(one.Check);
            Assert.Contains(one.At.Split('.')[0], check.ResourceTypes);
        }
    }
}
