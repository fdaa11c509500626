using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Events;

/// <summary>One event of a stream, kept so that whoever lost the connection gets it later.</summary>
/// <remarks>
/// What comes by the thousand a second, such as a log's lines, goes many into one event: an event costs a row, its data up to
/// <see cref="LongestData"/> characters do not.
/// </remarks>
internal sealed class StreamEvent
{
    /// <summary>Most characters of one event's data.</summary>
    public const int LongestData = 64 * 1024;

    /// <summary>Whose; the events go with the project.</summary>
    public Id<Project> ProjectId { get; private init; }

    /// <summary>What it is an event of: an id, such as an upload's.</summary>
    public string Stream { get; private init; } = "";

    /// <summary>Place in the stream, from 1, without gaps; the id that clients resume by.</summary>
    public long Sequence { get; private init; }

    public string Kind { get; private init; } = "";

    public string Data { get; private init; } = "";

    /// <summary>Whether none follows.</summary>
    public bool IsLast { get; private init; }

    public DateTimeOffset At { get; private init; }

    public static StreamEvent Of(EventStream stream, long sequence, NewEvent made, DateTimeOffset now) =>
        new()
        {
            ProjectId = stream.Project,
            Stream = stream.Name,
            Sequence = sequence,
            Kind = made.Kind,
            Data =
                made.Data.Length <= LongestData
                    ? made.Data
                    : throw new ArgumentException(
                        $"An event has at most {LongestData} characters of data.",
                        nameof(made)
                    ),
            IsLast = made.IsLast,
            At = now,
        };
}

/// <summary>Events that follow each other.</summary>
/// <param name="Project">Whose.</param>
/// <param name="Name">The id of what they are about; unique in the installation.</param>
internal sealed record EventStream(Id<Project> Project, string Name)
{
    /// <summary>The topic that is signalled when there is more.</summary>
    public string Topic => $"events:{Name}";
}

/// <summary>An event that is to be appended.</summary>
/// <param name="Kind">Its sort, as <c>event:</c> names it: lower-case letters.</param>
/// <param name="Data">What it says, mostly JSON; at most <see cref="StreamEvent.LongestData"/> characters.</param>
/// <param name="IsLast">Whether the stream ends with it.</param>
internal sealed record NewEvent(string Kind, string Data, bool IsLast = false);

/// <summary>The table of <see cref="StreamEvent"/>.</summary>
internal sealed class StreamEventConfiguration : IEntityTypeConfiguration<StreamEvent>
{
    public void Configure(EntityTypeBuilder<StreamEvent> builder)
    {
        builder.ToTable("stream_events");
        builder.HasKey(e => new { e.Stream, e.Sequence });
        builder.HasIndex(e => e.At);
        builder.Property(e => e.Stream).HasMaxLength(64);
        builder.Property(e => e.Kind).HasMaxLength(32);
        builder.Property(e => e.Data).HasMaxLength(StreamEvent.LongestData);
        builder.HasOne<Project>().WithMany().HasForeignKey(e => e.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
