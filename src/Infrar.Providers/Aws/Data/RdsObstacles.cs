using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Providers.Aws.Network;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Data;

/// <summary>What RDS does not do.</summary>
internal static class RdsObstacles
{
    private static readonly ImmutableArray<int> MonitoringIntervals = [1, 5, 10, 15, 30, 60];

    // https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
    private static readonly ImmutableArray<string> Majors = ["13", "14", "15", "16", "17", "18"];

    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, MasterUsername: reserved words.
    private static readonly ImmutableArray<string> ReservedUsers = ["admin", "rdsadmin", "rdsrepladmin", "rdstopmgr"];

    /// <summary>Why a database cannot run at RDS, full sentences; empty when it can.</summary>
    public static IEnumerable<string> Of(PostgreSql database, Site site) =>
        [
            .. SizeObstacles(database, site),
            .. RdsDisk.Obstacles(database.Storage),
            .. PlaceObstacles(database, site),
            .. SettingObstacles(database),
        ];

    private static IEnumerable<string> SizeObstacles(PostgreSql database, Site site)
    {
        var size = site.AssignmentOf(database).Size;
        var needed = Invariant($"{database.Cpu} vCPU and {database.MemoryMiB} MiB of memory");
        if (size.Length == 0 && RdsInstanceClass.Smallest(database.Cpu, database.MemoryMiB) is null)
        {
            yield return $"No database class known here has {needed}; state a size.";
        }
        else if (size.Length > 0 && !size.StartsWith("db.", StringComparison.Ordinal))
        {
            yield return $"The size '{size}' is no RDS class; one is called like db.t3.medium.";
        }
        else if (RdsInstanceClass.Find(size) is { } stated && !stated.Holds(database.Cpu, database.MemoryMiB))
        {
            yield return $"The size {stated} is too small; the database needs {needed}.";
        }
    }

    private static IEnumerable<string> PlaceObstacles(PostgreSql database, Site site)
    {
        var home = AwsRegions.Home(site);
        if (site.RegionOf(database) != home)
        {
            yield return $"The network lies in {home} and the database in {site.RegionOf(database)}; place it in {home} and add a read replica elsewhere.";
        }

        // A subnet group needs two zones even for a database in one: RDS keeps the way open to a standby.
        if (Zones.Letters(site).Length < 2)
        {
            yield return "RDS needs subnets in two zones; state a network of at least 2 zones.";
        }
    }

    private static IEnumerable<string> SettingObstacles(PostgreSql database)
    {
        if (!Majors.Contains(database.Version.Split('.')[0]))
        {
            yield return $"RDS does not offer PostgreSQL {database.Version}; it offers {string.Join(", ", Majors)}.";
        }

        if (database.BackupRetentionDays is < 0 or > 35)
        {
            yield return Invariant(
                $"RDS keeps automatic backups for 0 to 35 days, not {database.BackupRetentionDays}."
            );
        }

        if (database is { BackupRetentionDays: 0, Replicas.IsEmpty: false })
        {
            yield return "RDS replicates from backups: read replicas need at least 1 day of backup retention.";
        }

        if (database.MonitoringInterval is { } interval && !MonitoringIntervals.Contains((int)interval.TotalSeconds))
        {
            yield return Invariant(
                $"Enhanced monitoring measures every {string.Join(", ", MonitoringIntervals)} s, not every {interval.TotalSeconds} s."
            );
        }

        if (ReservedUsers.Contains(database.User))
        {
            yield return $"RDS reserves the user name '{database.User}'; take another.";
        }
    }
}
