using System.Text.Json;
using Infrar.Rehearsal.Faults;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Tests.Faults;

public sealed class FaultRuleTests
{
    [Theory]
    [InlineData("""{ "type": "aws_*" }""", true)]
    [InlineData("""{ "type": "aws_db_instance", "operation": "create" }""", true)]
    [InlineData("""{ "type": "aws_db_instance", "operation": "delete" }""", false)]
    [InlineData("""{ "type": "aws_db_instance", "name": "ord*" }""", true)]
    [InlineData("""{ "type": "aws_db_instance", "name": "users" }""", false)]
    [InlineData("""{ "type": "hcloud_*" }""", false)]
    public void A_rule_matches_type_operation_and_name(string rule, bool matches)
    {
        var values = Value.MapOf(new KeyValuePair<string, Value>("identifier", Value.Of("orders")));

        Assert.Equal(matches, Parse(rule).Matches(FaultOperation.Create, "aws_db_instance", values));
    }

    [Fact]
    public void After_lets_matches_pass_and_times_lets_the_fault_heal()
    {
        var rule = Parse("""{ "type": "*", "after": 1, "times": 2 }""");

        Assert.Equal([false, true, true, false], Enumerable.Range(0, 4).Select(rule.IsDue));
    }

    [Fact]
    public async Task A_hanging_resource_ends_when_the_engine_stops_the_provider()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var hanging = Parse("""{ "type": "*", "hang": true }""").ActAsync("aws_vpc", stop.Token);
        Assert.False(hanging.IsCompleted);

        await stop.CancelAsync();

        Assert.Equal("Stopped", (await hanging)?.Summary);
    }

    private static FaultRule Parse(string json) => FaultRule.Parse(JsonElement.Parse(json), 0);
}
