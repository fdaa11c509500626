using Infrar.Platform.Builds;
using Infrar.Platform.Projects;

namespace Infrar.Platform.Tests.Builds;

public sealed class BuildTurnsTests
{
    [Fact]
    public void Whoever_asks_for_many_delays_others_by_one()
    {
        var random = new Random(20261128);
        for (var round = 0; round < 200; round++)
        {
            var waiting = Enumerable
                .Range(0, random.Next(1, 40))
                .Select(at => new WaitingBuild(new($"bld-{at:000}"), new($"prj-{random.Next(4)}")))
                .ToList();
            var order = BuildTurns.Order(
                waiting,
                new Dictionary<Id<Project>, int>(),
                new Dictionary<Id<Project>, DateTimeOffset>()
            );

            Assert.Equal(waiting.Select(w => w.Id.Value), order.Select(o => o.Value).Order(StringComparer.Ordinal));
            // Before anybody's second comes everybody's first, before the third everybody's second.
            var of = waiting.ToDictionary(w => w.Id, w => w.Project);
            var turns = order.Select((id, at) => order.Take(at).Count(o => of[o] == of[id])).ToList();
            Assert.Equal(turns.Order(), turns);
        }
    }

    [Fact]
    public void The_project_with_the_fewest_at_work_comes_first_then_the_one_served_longest_ago()
    {
        Id<Project> busy = new("prj-busy"),
            recent = new("prj-recent"),
            old = new("prj-old");
        var order = BuildTurns.Order(
            [new(new("bld-1"), busy), new(new("bld-2"), recent), new(new("bld-3"), old)],
            new Dictionary<Id<Project>, int> { [busy] = 1 },
            new Dictionary<Id<Project>, DateTimeOffset>
            {
                [recent] = DateTimeOffset.UnixEpoch.AddHours(2),
                [old] = DateTimeOffset.UnixEpoch.AddHours(1),
            }
        );

        Assert.Equal(["bld-3", "bld-2", "bld-1"], order.Select(o => o.Value));
    }
}
