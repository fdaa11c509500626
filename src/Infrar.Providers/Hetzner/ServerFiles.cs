using System.Globalization;
using System.Text;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.Hetzner;

/// <summary>The files beside the configuration that a server starts from, and the <c>user_data</c> that hands them over.</summary>
internal sealed class ServerFiles(ServerGroup group, int groups, bool hasProxy, Site site)
{
    private const string Compose = "docker compose --project-directory /opt/infrar";

    private readonly ComposeServices _services = new(group, groups, site);

    /// <summary>Adds the files to the site.</summary>
    /// <returns>The call of <c>templatefile</c> that reads them.</returns>
    internal Value.Expression Add()
    {
        site.AddFile(Path("compose.yaml"), _services.Write(hasProxy));
        if (hasProxy)
        {
            site.AddFile(Path("Caddyfile"), ProxyConfiguration.Write(group, site));
        }

        site.AddFile(Path("cloud-init.yaml.tftpl"), CloudInit());
        return UserData();
    }

    private Value.Expression UserData()
    {
        var volumes = WithVolumes().ToList();
        var arguments = new List<(string Name, string Expression)> { ("compose", File("compose.yaml")) };
        if (hasProxy)
        {
            arguments.Add(("caddyfile", File("Caddyfile")));
        }

        if (!_services.Variables.IsEmpty)
        {
            arguments.Add(("variables", _services.Variables.Expression()));
        }

        arguments.AddRange(volumes.Select(v => (VolumeName(v), $"hcloud_volume.{VolumeName(v)}.id")));
        var width = arguments.Max(a => a.Name.Length);
        var lines = arguments.Select(a => $"    {a.Name.PadRight(width)} = {a.Expression}\n");
        return new(
            $"templatefile(\"${{path.module}}/{Path("cloud-init.yaml.tftpl")}\", {{\n{string.Concat(lines)}  }})",
            [.. volumes.Select(v => $"hcloud_volume.{VolumeName(v)}"), .. _services.Variables.Addresses()]
        );
    }

    private string CloudInit()
    {
        var zone = group.TimeZone ?? "UTC";
        var text = new StringBuilder(
            $"""
            #cloud-config
            # Starts the components of {group.Name} with Docker Compose.
            timezone: {zone}
            package_update: true
            packages:
              - cron
              - docker.io
              - docker-compose-v2
            write_files:

            """
        );
        WriteFile(text, "/opt/infrar/compose.yaml", "0644", "compose");
        if (hasProxy)
        {
            WriteFile(text, "/opt/infrar/Caddyfile", "0644", "caddyfile");
        }

        if (!_services.Variables.IsEmpty)
        {
            WriteFile(text, "/opt/infrar/.env", "0600", "variables");
        }

        Write(text, "/opt/infrar/start", "0755", Start());
        Write(text, "/etc/systemd/system/infrar.service", "0644", Unit);
        var databases = group.Components.OfType<PostgreSql>().Where(d => d.BackupRetentionDays > 0).ToList();
        if (databases.Count > 0)
        {
            Write(text, "/opt/infrar/backup", "0755", Backup(databases));
        }

        if (Cron(databases) is { Length: > 0 } cron)
        {
            Write(text, "/etc/cron.d/infrar", "0644", cron);
        }

        return text.Append(
                "runcmd:\n  - systemctl daemon-reload\n  - systemctl enable --now --no-block infrar.service\n"
            )
            .ToString();
    }

    private const string Unit = """
        [Unit]
        Description=Components of this server
        After=docker.service network-online.target
        Wants=docker.service network-online.target

        [Service]
        Type=oneshot
        RemainAfterExit=true
        ExecStart=/opt/infrar/start
        TimeoutStartSec=infinity
        Restart=on-failure
        RestartSec=10

        [Install]
        WantedBy=multi-user.target

        """;

    /// <summary>Mounts the volumes once they are attached, waits for the secrets, starts the containers.</summary>
    private string Start()
    {
        var text = new StringBuilder("#!/bin/sh\nset -eu\n");
        foreach (var component in WithVolumes())
        {
            var device = $"/dev/disk/by-id/scsi-0HC_Volume_${{{VolumeName(component)}}}";
            var folder = $"/srv/infrar/{component.Name}";
            // At the next start the container engine must find the volume and not the empty folder under it.
            const string Options = "discard,x-systemd.required-by=docker.service,x-systemd.before=docker.service";
            text.Append(
                $"""
                until [ -e {device} ]; do sleep 2; done
                mkdir -p {folder}
                grep -q ' {folder} ' /etc/fstab || echo "{device} {folder} ext4 {Options} 0 2" >> /etc/fstab
                mountpoint -q {folder} || mount {folder}

                """
            );
        }

        // Whoever pushes images needs the registry before any other component can start.
        foreach (var registry in group.Components.OfType<ContainerRegistry>())
        {
            text.Append(CultureInfo.InvariantCulture, $"{Compose} up --detach {registry.Name}\n");
        }

        foreach (var name in _services.NeedSecrets)
        {
            text.Append(CultureInfo.InvariantCulture, $"until [ -e /etc/infrar/{name}.env ]; do sleep 10; done\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"exec {Compose} up --detach --remove-orphans\n").ToString();
    }

    private static string Backup(List<PostgreSql> databases)
    {
        var text = new StringBuilder("#!/bin/sh\nset -eu\nmkdir -p /srv/infrar/backups\n");
        foreach (var database in databases)
        {
            var user = database.User.Length > 0 ? database.User : "postgres";
            var file = $"/srv/infrar/backups/{database.Name}";
            text.Append(
                $"""
                {Compose} exec -T {database.Name} pg_dumpall -U {user} > {file}.part
                gzip -c {file}.part > {file}-$(date +%F).sql.gz
                rm {file}.part
                find /srv/infrar/backups -name '{database.Name}-*.sql.gz' -mtime +{database.BackupRetentionDays} -delete

                """
            );
        }

        return text.ToString();
    }

    private string Cron(List<PostgreSql> databases)
    {
        var text = new StringBuilder();
        foreach (var job in group.Components.OfType<ScheduledJob>())
        {
            text.Append(CultureInfo.InvariantCulture, $"{job.Schedule} root {Compose} run --rm {job.Name}\n");
        }

        if (databases.Count > 0)
        {
            var at = databases[0].BackupWindow.Split(':', '-') is [var hour, var minute, ..]
                ? $"{minute} {hour}"
                : "0 1";
            text.Append(CultureInfo.InvariantCulture, $"{at} * * * root /opt/infrar/backup\n");
        }

        return text.ToString();
    }

    private static void WriteFile(StringBuilder text, string path, string permissions, string variable)
    {
        text.Append(CultureInfo.InvariantCulture, $"  - path: {path}\n    permissions: \"{permissions}\"\n");
        text.Append(CultureInfo.InvariantCulture, $"    encoding: b64\n    content: ${{base64encode({variable})}}\n");
    }

    private static void Write(StringBuilder text, string path, string permissions, string content)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"  - path: {path}\n    permissions: \"{permissions}\"\n    content: |\n"
        );
        foreach (var line in content.TrimEnd('\n').Split('\n'))
        {
            text.Append(' ', line.Length == 0 ? 0 : 6).Append(line).Append('\n');
        }
    }

    private IEnumerable<Component> WithVolumes() => group.Components.Where(c => ComposeServices.VolumeGiBOf(c) > 0);

    private static string VolumeName(Component component) => component.TofuName();

    private string Path(string file) => $"servers/{group.Name}/{file}";

    private string File(string file) => $"file(\"${{path.module}}/{Path(file)}\")";
}
