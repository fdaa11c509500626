using System.Collections.Immutable;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>Numbers of system calls on one kind of processor.</summary>
/// <remarks>From the kernel's <c>arch/x86/entry/syscalls/syscall_64.tbl</c> and <c>include/uapi/asm-generic/unistd.h</c>.</remarks>
/// <param name="Architecture">Its <c>AUDIT_ARCH</c>.</param>
/// <param name="OldClone">Of <c>clone</c>.</param>
/// <param name="Clone3">Of <c>clone3</c>.</param>
/// <param name="Ioctl">Of <c>ioctl</c>.</param>
/// <param name="Socket">Of <c>socket</c>.</param>
/// <param name="Refused">Of those that are refused whatever they ask.</param>
internal sealed record SyscallNumbers(
    uint Architecture,
    uint OldClone,
    uint Clone3,
    uint Ioctl,
    uint Socket,
    ImmutableArray<uint> Refused
)
{
    // The same everywhere: io_uring (three), open_tree to fspick, pidfd_getfd, process_madvise, mount_setattr, quotactl_fd, memfd_secret.
    private static readonly uint[] Everywhere = [425, 426, 427, 428, 429, 430, 431, 432, 433, 438, 440, 442, 443, 447];

    /// <summary>Of x86-64.</summary>
    public static SyscallNumbers X64 { get; } =
        new(
            0xc000003e,
            56,
            435,
            16,
            41,
            [
                .. Everywhere,
                // ptrace, process_vm_readv, process_vm_writev, kcmp
                101,
                310,
                311,
                312,
                // mount, umount2, pivot_root, chroot, unshare, setns
                165,
                166,
                155,
                161,
                272,
                308,
                // add_key, request_key, keyctl
                248,
                249,
                250,
                // bpf, perf_event_open, userfaultfd, fanotify_init, lookup_dcookie
                321,
                298,
                323,
                300,
                212,
                // create_module, init_module, delete_module, get_kernel_syms, query_module, finit_module
                174,
                175,
                176,
                177,
                178,
                313,
                // kexec_load, kexec_file_load, reboot, swapon, swapoff, acct, quotactl, nfsservctl
                246,
                320,
                169,
                167,
                168,
                163,
                179,
                180,
                // name_to_handle_at, open_by_handle_at
                303,
                304,
                // settimeofday, clock_settime, adjtimex, clock_adjtime, sethostname, setdomainname
                164,
                227,
                159,
                305,
                170,
                171,
                // iopl, ioperm, modify_ldt, syslog, vhangup, uselib, _sysctl, ustat, sysfs
                172,
                173,
                154,
                103,
                153,
                134,
                156,
                136,
                139,
                // mbind, set_mempolicy, migrate_pages, move_pages
                237,
                238,
                256,
                279,
            ]
        );

    /// <summary>Of 64-bit ARM.</summary>
    public static SyscallNumbers Arm64 { get; } =
        new(
            0xc00000b7,
            220,
            435,
            29,
            198,
            [
                .. Everywhere,
                // ptrace, process_vm_readv, process_vm_writev, kcmp
                117,
                270,
                271,
                272,
                // mount, umount2, pivot_root, chroot, unshare, setns
                40,
                39,
                41,
                51,
                97,
                268,
                // add_key, request_key, keyctl
                217,
                218,
                219,
                // bpf, perf_event_open, userfaultfd, fanotify_init, lookup_dcookie
                280,
                241,
                282,
                262,
                18,
                // init_module, delete_module, finit_module
                105,
                106,
                273,
                // kexec_load, kexec_file_load, reboot, swapon, swapoff, acct, quotactl, nfsservctl
                104,
                294,
                142,
                224,
                225,
                89,
                60,
                42,
                // name_to_handle_at, open_by_handle_at
                264,
                265,
                // settimeofday, clock_settime, adjtimex, clock_adjtime, sethostname, setdomainname
                170,
                112,
                171,
                266,
                161,
                162,
                // syslog, vhangup
                116,
                58,
                // mbind, set_mempolicy, migrate_pages, move_pages
                235,
                237,
                238,
                239,
            ]
        );
}
