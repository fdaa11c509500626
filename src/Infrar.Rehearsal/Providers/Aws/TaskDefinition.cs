using System.Globalization;
using System.Text.Json;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary>An ECS task definition: what Fargate can size, and a container list that can be read.</summary>
internal sealed class TaskDefinition : TypeBehavior
{
    /// <summary>CPU units, and the least, the most and the step of the memory in MiB they can be had with.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html</remarks>
    private static readonly (int Cpu, int From, int To, int Step)[] s_fargateSizes =
    [
        (512, 1024, 4096, 1024),
        (1024, 2048, 8192, 1024),
        (2048, 4096, 16384, 1024),
        (4096, 8192, 30720, 1024),
        (8192, 16384, 61440, 4096),
        (16384, 32768, 122880, 8192),
    ];

    public override IEnumerable<Diagnostic> Validate(ResourceScope scope, Value config)
    {
        foreach (var fault in ContainerFaults(config["container_definitions"].AsText))
        {
            yield return new Diagnostic("Invalid container definitions", fault, ValuePath.Of("container_definitions"));
        }

        if (!config["requires_compatibilities"].Items.Contains(Value.Of("FARGATE")))
        {
            yield break;
        }

        var (cpu, memory) = (Units(config["cpu"]), Units(config["memory"]));
        if (cpu is not null && memory is not null && !IsFargateSize(cpu.Value, memory.Value))
        {
            yield return new Diagnostic(
                "No such Fargate size",
                $"Fargate does not offer {cpu} CPU units with {memory} MiB of memory.",
                ValuePath.Of("memory")
            );
        }

        if (config["network_mode"] is not UnknownValue && config["network_mode"].AsText is not "awsvpc")
        {
            yield return new Diagnostic(
                "Fargate needs network mode awsvpc",
                "A task definition that requires FARGATE has to set network_mode to \"awsvpc\".",
                ValuePath.Of("network_mode")
            );
        }
    }

    /// <summary>Revisions count up in AWS; here they only differ.</summary>
    public override Value? Fill(ResourceScope scope, string attribute, Value planned, Entropy entropy) =>
        attribute is "revision"
            ? Value.Of(
                1 + (int.Parse(entropy.Hex(4, "revision"), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 9999)
            )
            : null;

    private static IEnumerable<string> ContainerFaults(string? definitions)
    {
        if (definitions is null)
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(definitions);
            return json.RootElement.ValueKind is not JsonValueKind.Array ? ["The JSON is not a list of containers."]
                : json.RootElement.GetArrayLength() is 0 ? ["The list of containers is empty."]
                : json.RootElement.EnumerateArray().Any(c => !HasText(c, "name") || !HasText(c, "image"))
                    ? ["Every container needs a name and an image."]
                : [];
        }
        catch (JsonException fault)
        {
            return [$"This is not JSON: {fault.Message}"];
        }
    }

    private static bool HasText(JsonElement container, string name) =>
        container.ValueKind is JsonValueKind.Object
        && container.TryGetProperty(name, out var text)
        && text.ValueKind is JsonValueKind.String
        && text.GetString() is { Length: > 0 };

    private static bool IsFargateSize(int cpu, int memory) =>
        cpu is 256
            ? memory is 512 or 1024 or 2048
            : s_fargateSizes.Any(s =>
                s.Cpu == cpu && memory >= s.From && memory <= s.To && (memory - s.From) % s.Step is 0
            );

    private static int? Units(Value value) =>
        int.TryParse(value.AsText, NumberStyles.None, CultureInfo.InvariantCulture, out var units) ? units : null;
}
