using Infrar.Core;

namespace Infrar.Platform.State;

/// <summary>That somebody else may write the state now. The protocol answers with who that is, as its clients read it.</summary>
/// <param name="Holder">JSON of a lock, as clients write it.</param>
/// <param name="Detail">The same for people.</param>
internal sealed record StateIsLocked(string Holder, string Detail)
    : Problem("STT001", ProblemKind.Conflict, "The state is locked", Detail);

/// <summary>What states are refused for.</summary>
internal static class StateProblems
{
    internal static Problem LockedByClient(StateLock taken)
    {
        var info = LockInfo.Read(taken.Client);
        return new StateIsLocked(
            taken.Client,
            $"{Said(info?.Who) ?? taken.TakenBy} has held lock {taken.LockId} since {taken.TakenAt:yyyy-MM-dd HH:mm} UTC for {Said(info?.Operation) ?? "something"}. Wait, or break the lock if its holder is gone."
        );
    }

    internal static Problem NoSuchLock() =>
        new(
            "STT002",
            ProblemKind.Conflict,
            "The lock is gone",
            "The state has no lock of this ID: it was broken, or its holder let go. Nothing was written. Plan again from the state as it is now."
        );

    internal static Problem NotNewer(long sent, long current) =>
        new(
            "STT003",
            ProblemKind.Conflict,
            "The state is not newer",
            $"Serial {sent} was sent and {current} is stored, with other content. Somebody wrote in between, or it is an old file: pull the state and plan again. To go back, restore a version."
        );

    internal static Problem OtherLineage() =>
        new(
            "STT004",
            ProblemKind.Conflict,
            "The state is another one's",
            "Its lineage differs from that of the state here, so it tells of other resources. Name the right environment, or import it with force and a reason."
        );

    internal static Problem NotAState(string why) => new("STT005", ProblemKind.Invalid, "This is not a state", why);

    internal static Problem Damaged() =>
        new(
            "STT006",
            ProblemKind.Invalid,
            "The state arrived damaged",
            "Its MD5 is not that of Content-MD5, so nothing of it was kept. Send it again."
        );

    internal static Problem TooLarge(long mebibytes) =>
        new(
            "STT007",
            ProblemKind.TooLarge,
            "The state is too large",
            $"A state has at most {mebibytes} MiB here. Split the configuration, or raise State:MaxMebibytes."
        );

    internal static Problem NotALock() =>
        new(
            "STT008",
            ProblemKind.Invalid,
            "This is not a lock",
            $"Send the JSON that OpenTofu and Terraform send, with an ID of 1 to {LockInfo.LongestId} characters."
        );

    internal static Problem NoSuchVersion() =>
        new(
            "STT009",
            ProblemKind.NotFound,
            "No such version of the state",
            "The workspace has no version of this number or id. GET …/state/versions lists those that it has."
        );

    internal static Problem IsEncrypted() =>
        new(
            "STT010",
            ProblemKind.Conflict,
            "The state is encrypted by OpenTofu",
            "Only who has its key can look into it or change it, and Infrar has not. Pull it, and use OpenTofu with the key."
        );

    internal static Problem NoState() =>
        new(
            "STT011",
            ProblemKind.NotFound,
            "There is no state",
            "Nothing has been written here yet, or it was removed. GET …/state/versions lists what there was."
        );

    internal static Problem RunIsFenced(string run) =>
        new(
            "STT012",
            ProblemKind.Conflict,
            "The run no longer counts",
            $"Another worker has taken run {run} over, or it has ended. Nothing was written. Keep the state file, if one was left, until the run is recovered."
        );

    internal static Problem RunMayNot(string what) =>
        new("STT013", ProblemKind.Forbidden, "The run's token may not do this", what);

    internal static Problem ReasonNeeded() =>
        new(
            "STT014",
            ProblemKind.Invalid,
            "A reason is needed",
            "What force does cannot be seen from the state itself. Say why in 1 to 500 characters: ?force=true&reason=…"
        );

    internal static Problem ChangedMeanwhile() =>
        new(
            "STT015",
            ProblemKind.Conflict,
            "The state changed meanwhile",
            "Somebody wrote a newer one while this was prepared. Look at it, then try again."
        );

    // A client's words may be anything; what is said back is short and plain.
    private static string? Said(string? text) =>
        text is null or "" ? null : string.Concat(text.Where(c => !char.IsControl(c)).Take(100));
}
