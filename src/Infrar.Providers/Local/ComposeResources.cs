using Infrar.Core.Compose;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Local;

/// <summary>Services and volumes of the Compose file, as resources whose attributes are the file's own keys.</summary>
internal static class ComposeResources
{
    internal const string Service = ComposeWriter.ServiceType;
    internal const string Volume = ComposeWriter.VolumeType;

    /// <summary>A service made for a component; it bears the component's name.</summary>
    internal static void AddService(Site site, Component component, string comment, Value.MapOf attributes) =>
        site.Add(
            new()
            {
                Type = Service,
                Name = TofuName(component.Name),
                Provider = "local",
                Component = component.Name,
                Attributes = Map([("container", component.Name), .. attributes.Entries.Select(e => (e.Key, e.Value))]),
                Concern = "compose",
                Comment = comment,
            }
        );

    /// <summary>A named volume, once however many mount it.</summary>
    internal static void AddVolume(Site site, Component component, string name)
    {
        var volume = new Resource
        {
            Type = Volume,
            Name = TofuName(name),
            Provider = "local",
            Component = component.Name,
            Attributes = Map(("volume", name)),
            Concern = "compose",
        };
        if (site.Find(volume.Address) is null)
        {
            site.Add(volume);
        }
    }

    /// <summary>A port that is published on this computer and nowhere else.</summary>
    internal static Value Publish(int hostPort, int containerPort) =>
        List([string.Create(null, $"127.0.0.1:{hostPort}:{containerPort}")]);

    /// <summary>A health check that Compose runs inside the container.</summary>
    internal static Value.MapOf Health(string shell, int intervalSeconds, int timeoutSeconds, int retries, int start) =>
        Map(
            ("test", List(["CMD-SHELL", shell])),
            ("interval", Seconds(intervalSeconds)),
            ("timeout", Seconds(timeoutSeconds)),
            ("retries", retries),
            ("start_period", start == 0 ? Value.None : Seconds(start))
        );

    private static Value Seconds(int seconds) => string.Create(null, $"{seconds}s");

    private static string TofuName(string name) => name.Replace('-', '_').Replace('.', '_');
}
