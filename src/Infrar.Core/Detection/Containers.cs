using System.Globalization;
using System.Text.RegularExpressions;
using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>Reads Dockerfiles and Procfiles, which say how programs start, and entry points, which say where they listen.</summary>
internal static partial class Containers
{
    internal static bool IsDockerfile(string name) => Dockerfile().IsMatch(name);

    /// <summary>Adds the processes of Procfiles that are not known yet.</summary>
    internal static void FindProcesses(Programs programs)
    {
        foreach (var file in programs.Tree.Texts.Where(t => SourceTree.NameOf(t) is "Procfile").ToList())
        {
            var lines = programs.Tree.Lines(file);
            for (var at = 0; at < Math.Min(lines.Length, 200); at++)
            {
                if (Process().Match(lines[at]) is { Success: true } process)
                {
                    AddProcess(programs, file, at + 1, process.Groups[1].Value, process.Groups[2].Value);
                }
            }
        }
    }

    private static void AddProcess(Programs programs, string file, int line, string name, string command)
    {
        var folder = SourceTree.FolderOf(file);
        if (name is "release")
        {
            programs.Notes.Add(DetectionNotes.Release(file, line));
            return;
        }

        var kind = name is "web" ? ComponentKind.Service : ComponentKind.Worker;
        var known = programs.In(folder, kind);
        if (
            known is not null
            && (
                name is "web"
                || command.Contains("celery", StringComparison.Ordinal)
                || command.Contains("sidekiq", StringComparison.Ordinal)
            )
        )
        {
            known.Saw(file, line, $"the process {name}", Sureness.Certain);
            return;
        }

        // What stands in a command may be a secret, so a command with assignments or addresses is left to the image.
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var isPlain = words.Length is > 0 and <= 30 && PlainCommand().IsMatch(command);
        programs
            .Add(
                new Draft(folder, name is "web" ? programs.NameFor(folder) : $"{programs.NameFor(folder)}-{name}", kind)
                {
                    Command = isPlain && name is not "web" ? words : [],
                }
            )
            .Saw(file, line, $"the process {name}", Sureness.Certain)
            .On(name is "web" ? 8080 : 0, Sureness.Guess);
    }

    /// <summary>Gives every Dockerfile to the program that it builds, or takes it for one of its own.</summary>
    internal static void FindImages(Programs programs)
    {
        var files = programs
            .Tree.Texts.Where(t => IsDockerfile(SourceTree.NameOf(t)))
            .OrderBy(t => SourceTree.NameOf(t) is "Dockerfile" ? 0 : 1)
            .ThenBy(t => t, StringComparer.Ordinal);
        foreach (var file in files.ToList())
        {
            var folder = SourceTree.FolderOf(file);
            var within = programs.All.Where(d => d.IsWorkload && SourceTree.IsIn(d.Folder, folder)).ToList();
            var own = within.Where(d => d.Folder == folder).ToList();
            var (port, portLine, health) = Read(programs.Tree, file);
            var owners =
                own.Count > 0 ? own
                : within.Select(d => d.Folder).Distinct().Count() == 1 ? within
                : [];
            if (
                owners.Count == 0
                && within.Count == 0
                && SourceTree.NameOf(file) is "Dockerfile"
                && !programs.All.Any(d => d.Folder == folder)
            )
            {
                var kind = port > 0 ? ComponentKind.Service : ComponentKind.Worker;
                owners =
                [
                    programs
                        .Add(new Draft(folder, programs.NameFor(folder), kind))
                        .Saw(
                            file,
                            1,
                            port > 0 ? "an image that listens" : "an image that states no port",
                            port > 0 ? Sureness.Likely : Sureness.Guess
                        ),
                ];
            }

            foreach (var owner in owners.Where(o => o.Dockerfile is ""))
            {
                owner.Dockerfile = file;
                owner.Saw(file, 1, "the image is built here", Sureness.Certain);
                if (owner.Kind is ComponentKind.Service && port > 0)
                {
                    owner
                        .On(port, Sureness.Certain)
                        .Saw(file, portLine, string.Create(null, $"the image exposes port {port}"), Sureness.Certain);
                }

                owner.Health = owner.Kind is ComponentKind.Service && health is not "" ? health : owner.Health;
            }
        }
    }

    private static (int Port, int Line, string Health) Read(SourceTree tree, string file)
    {
        var (port, at, health) = (0, 1, "");
        var lines = tree.Lines(file);
        for (var line = 0; line < lines.Length; line++)
        {
            if (Stage().IsMatch(lines[line]))
            {
                (port, at, health) = (0, 1, ""); // Only the last stage runs.
            }
            else if (Expose().Match(lines[line]) is { Success: true } expose && port == 0)
            {
                (port, at) = (int.Parse(expose.Groups[1].Value, CultureInfo.InvariantCulture), line + 1);
            }
            else if (HealthAddress().Match(lines[line]) is { Success: true } address && health is "")
            {
                health = address.Groups[1].Value;
            }
        }

        return (port, at, health);
    }

    /// <summary>Reads ports and health paths out of entry points, for the nearest program above.</summary>
    internal static void ReadEntries(Programs programs)
    {
        foreach (var file in programs.Tree.Texts.Where(t => Detector.IsEntry(SourceTree.NameOf(t))))
        {
            var owner = programs
                .All.Where(d => d.Kind is ComponentKind.Service && SourceTree.IsIn(file, d.Folder))
                .MaxBy(d => d.Folder.Length);
            if (owner is null)
            {
                continue;
            }

            var lines = programs.Tree.Lines(file);
            for (var at = 0; at < lines.Length; at++)
            {
                if (owner.Health is "" && HealthPath().Match(lines[at]) is { Success: true } path)
                {
                    owner.Health = path.Groups[1].Value;
                    owner.Saw(file, at + 1, $"a health path, {owner.Health}", Sureness.Likely);
                }

                if (Listens().Match(lines[at]) is { Success: true } port)
                {
                    owner.On(int.Parse(port.Groups[1].Value, CultureInfo.InvariantCulture), Sureness.Likely);
                }
            }
        }
    }

    [GeneratedRegex(
        @"^(?:Dockerfile|Containerfile)(?:\.[A-Za-z0-9_-]{1,40})?$|^[A-Za-z0-9_-]{1,40}\.Dockerfile$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Dockerfile();

    [GeneratedRegex(@"^\s*FROM\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Stage();

    [GeneratedRegex(
        @"^\s*EXPOSE\s+([0-9]{1,5})(?:/tcp)?(?:\s|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Expose();

    [GeneratedRegex(
        @"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::[0-9]{1,5})?(/[A-Za-z0-9/_.-]{1,80})",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex HealthAddress();

    [GeneratedRegex(@"^([a-z][a-z0-9_-]{0,30}):\s*(\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Process();

    [GeneratedRegex(@"^[A-Za-z0-9 ._/:-]{1,300}$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainCommand();

    [GeneratedRegex(
        @"[""'](/(?:api/)?(?:health|healthz|livez|readyz|up|health_check|healthcheck)(?:/(?:live|ready))?)[""']",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex HealthPath();

    [GeneratedRegex(
        @"(?:\.listen\(\s*|PORT\s*(?:\|\||\?\?)\s*[""']?|port\s*=\s*|ListenAndServe\(\s*"":|PORT[""'],\s*[""']?)([0-9]{2,5})(?![0-9.])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Listens();
}
