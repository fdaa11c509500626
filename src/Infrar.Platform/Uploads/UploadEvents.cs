using System.Text.Json;
using Infrar.Platform.Events;
using Infrar.Platform.Http;

namespace Infrar.Platform.Uploads;

/// <summary>What is told of an upload while it comes in and is looked into.</summary>
internal static class UploadEvents
{
    /// <summary>The stream of an upload's events.</summary>
    public static EventStream Stream(Upload upload) => new(upload.ProjectId, upload.Id.Value);

    /// <summary>How far receiving has come: <c>progress</c>.</summary>
    public static NewEvent Progress(long received, long size) =>
        new("progress", JsonSerializer.Serialize(new { received, size }, JsonShape.Options));

    /// <summary>What became of it: <c>status</c>, the last one when nothing more happens.</summary>
    public static NewEvent Status(Upload upload) =>
        new(
            "status",
            JsonSerializer.Serialize(
                new
                {
                    upload.Status,
                    Code = upload.ProblemCode,
                    Detail = upload.ProblemDetail,
                },
                JsonShape.Options
            ),
            upload.IsEnded
        );
}
