using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>The program by which the kernel refuses an engine what no engine needs: seccomp in mode 2, classic BPF.</summary>
/// <remarks>
/// A list of what is refused, not of what is allowed: providers are foreign programs in any language, and what they need of the
/// harmless rest cannot be known. Refusals are <c>EPERM</c>, so that a program that can do without goes on.
/// </remarks>
internal static class SyscallFilter
{
    private const uint Allow = 0x7fff0000;
    private const uint KillProcess = 0x80000000;
    private const uint NotPermitted = 0x00050000 | 1;
    private const uint NotThere = 0x00050000 | 38;
    private const uint NoSuchFamily = 0x00050000 | 97;

    // Of struct seccomp_data.
    private const uint Number = 0;
    private const uint Architecture = 4;
    private const uint First = 16;
    private const uint Second = 24;

    // CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.
    private const uint NewNamespaces = 0x7e020000;

    // Above are the numbers of the x32 interface, by which a list of numbers would be gone around.
    private const uint X32 = 0x40000000;

    private static readonly uint[] Families = [1, 2, 10];
    private static readonly uint[] Terminals = [0x5412, 0x541c];
    private const uint RawSocket = 3;
    private const uint PacketSocket = 10;

    /// <summary>The program for this machine; null for a processor that it is not known for.</summary>
    public static byte[]? ForThisMachine() =>
        RuntimeInformation.ProcessArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => Build(SyscallNumbers.X64),
            System.Runtime.InteropServices.Architecture.Arm64 => Build(SyscallNumbers.Arm64),
            _ => null,
        };

    /// <summary>The program for a processor.</summary>
    public static byte[] Build(SyscallNumbers of)
    {
        var program = new List<(ushort Code, byte Yes, byte No, uint Value)>
        {
            Load(Architecture),
            // Another architecture's calls have other numbers.
            (JumpEqual, 1, 0, of.Architecture),
            Return(KillProcess),
            Load(Number),
            (JumpAtLeast, 0, 1, X32),
            Return(NotPermitted),
        };
        foreach (var number in of.Refused)
        {
            program.AddRange([(JumpEqual, 0, 1, number), Return(NotPermitted)]);
        }

        // Its flags lie in memory, where no filter can look; the C library goes back to clone.
        program.AddRange([(JumpEqual, 0, 1, of.Clone3), Return(NotThere)]);
        Append(program, of.OldClone, [Load(First), (JumpAnySet, 0, 1, NewNamespaces), Return(NotPermitted)]);
        Append(
            program,
            of.Ioctl,
            [
                Load(Second),
                .. Terminals.SelectMany(t => new[] { (JumpEqual, (byte)0, (byte)1, t), Return(NotPermitted) }),
            ]
        );
        Append(
            program,
            of.Socket,
            [
                Load(First),
                .. Families.Select((family, i) => (JumpEqual, (byte)(Families.Length - i), (byte)0, family)),
                Return(NoSuchFamily),
                Load(Second),
                (And, 0, 0, 0xfu),
                (JumpEqual, 0, 1, RawSocket),
                Return(NotPermitted),
                (JumpEqual, 0, 1, PacketSocket),
                Return(NotPermitted),
            ]
        );
        program.Add(Return(Allow));
        var bytes = new byte[program.Count * 8];
        foreach (var (i, (code, yes, no, value)) in program.Index())
        {
            var one = bytes.AsSpan(i * 8, 8);
            BinaryPrimitives.WriteUInt16LittleEndian(one, code);
            (one[2], one[3]) = (yes, no);
            BinaryPrimitives.WriteUInt32LittleEndian(one[4..], value);
        }

        return bytes;
    }

    private const ushort JumpEqual = 0x15;
    private const ushort JumpAtLeast = 0x35;
    private const ushort JumpAnySet = 0x45;
    private const ushort And = 0x54;

    private static (ushort Code, byte Yes, byte No, uint Value) Load(uint offset) => (0x20, 0, 0, offset);

    private static (ushort Code, byte Yes, byte No, uint Value) Return(uint what) => (0x06, 0, 0, what);

    // Looks closer at one call: what is not refused then is allowed.
    private static void Append(
        List<(ushort Code, byte Yes, byte No, uint Value)> program,
        uint number,
        (ushort Code, byte Yes, byte No, uint Value)[] closer
    )
    {
        program.Add((JumpEqual, 0, (byte)(closer.Length + 1), number));
        program.AddRange(closer);
        program.Add(Return(Allow));
    }
}
