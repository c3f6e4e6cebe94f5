//! Linux: Landlock for files (5.13) and TCP (6.7), seccomp for system calls.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Child,
};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, PathBeneath, PathFd, Ruleset,
    RulesetAttr, RulesetCreatedAttr, RulesetStatus, Scope,
};
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};

use super::Needs;

/// What a program needs of the system to run: its libraries, and how they are found.
const READABLE: [&str; 8] = [
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/ld-musl-x86_64.path",
];
/// Devices that give and take nothing of anybody's.
const DEVICES: [&str; 4] = ["/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"];
/// Where NixOS and Guix keep all libraries.
const STORES: [&str; 2] = ["/nix/store", "/gnu/store"];
/// The newest rules that are asked for; an older kernel keeps those that it knows.
const NEWEST: ABI = ABI::V6;

/// Hides all files but the folder's - and the system's libraries, if a tool is started; forbids TCP where the kernel can.
pub(super) fn wall_files(needs: &Needs<'_>) -> Option<()> {
    let all = AccessFs::from_all(NEWEST);
    let mut rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(all)
        .and_then(|rules| rules.handle_access(AccessNet::from_all(NEWEST)))
        .and_then(|rules| rules.scope(Scope::from_all(NEWEST)))
        .and_then(Ruleset::create)
        .ok()?
        .set_compatibility(CompatLevel::BestEffort)
        .no_new_privs(true);
    let folder = AccessFs::from_read(NEWEST) | AccessFs::from_write(NEWEST);
    // Only files and folders: no devices, no sockets, and nothing in it is ever run.
    let folder = folder
        & !(AccessFs::Execute
            | AccessFs::MakeChar
            | AccessFs::MakeBlock
            | AccessFs::MakeSock
            | AccessFs::MakeFifo
            | AccessFs::MakeSym
            | AccessFs::IoctlDev);
    let mut open: Vec<(PathBuf, BitFlags<AccessFs>)> = vec![(needs.folder.to_owned(), folder)];
    if let Some(tools) = needs.tools {
        let programs = [&tools.ffmpeg, &tools.ffprobe].into_iter().flatten().filter_map(|tool| tool.parent());
        let readable = READABLE.iter().chain(&STORES).map(Path::new).chain(programs);
        open.extend(readable.map(|path| (path.to_owned(), AccessFs::from_read(NEWEST))));
        open.extend(DEVICES.iter().map(|path| (path.into(), AccessFs::ReadFile | AccessFs::WriteFile)));
    }
    for (path, access) in open {
        // What does not exist on this system needs no rule.
        if let Ok(handle) = PathFd::new(&path) {
            rules = rules.add_rule(PathBeneath::new(handle, access)).ok()?;
        }
    }
    let status = rules.restrict_self().ok()?;
    (status.ruleset != RulesetStatus::NotEnforced).then_some(())
}

/// System calls that nobody needs who turns bytes into pictures: the network, other processes, the machine.
const FORBIDDEN: &[i64] = &[
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    libc::SYS_sendto,
    libc::SYS_sendmsg,
    libc::SYS_sendmmsg,
    // Does what other calls do, without asking this list.
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal,
    libc::SYS_kcmp,
    libc::SYS_process_madvise,
    // Leaving the group that is ended as one.
    libc::SYS_setsid,
    libc::SYS_setpgid,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_mount_setattr,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_seccomp,
    libc::SYS_memfd_create,
    libc::SYS_memfd_secret,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_kexec_file_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_acct,
    libc::SYS_quotactl,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_clock_adjtime,
    libc::SYS_adjtimex,
    libc::SYS_sethostname,
    libc::SYS_setdomainname,
    libc::SYS_syslog,
    libc::SYS_vhangup,
    libc::SYS_personality,
    libc::SYS_setuid,
    libc::SYS_setgid,
    libc::SYS_setreuid,
    libc::SYS_setregid,
    libc::SYS_setresuid,
    libc::SYS_setresgid,
    libc::SYS_setgroups,
    libc::SYS_setfsuid,
    libc::SYS_setfsgid,
    libc::SYS_capset,
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    libc::SYS_fanotify_init,
    libc::SYS_mknodat,
    libc::SYS_shmget,
    libc::SYS_shmat,
    libc::SYS_msgget,
    libc::SYS_semget,
    libc::SYS_mq_open,
];

/// Calls by which other programs are started.
const STARTING: &[i64] = &[libc::SYS_execve, libc::SYS_execveat];

/// Older calls that some machines still have.
#[cfg(target_arch = "x86_64")]
const OLD: &[i64] =
    &[libc::SYS_mknod, libc::SYS_iopl, libc::SYS_ioperm, libc::SYS_modify_ldt, libc::SYS_uselib];
#[cfg(not(target_arch = "x86_64"))]
const OLD: &[i64] = &[];

/// Forbids calls: they fail, as if one had no right to them.
pub(super) fn wall_calls(needs: &Needs<'_>) -> Option<()> {
    let starting = if needs.tools.is_some() { &[] } else { STARTING };
    let forbidden = FORBIDDEN.iter().chain(OLD).chain(starting);
    let rules: BTreeMap<_, _> = forbidden.map(|call| (*call, Vec::new())).collect();
    let machine = TargetArch::try_from(std::env::consts::ARCH).ok()?;
    let refused = SeccompAction::Errno(libc::EPERM as u32);
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refused, machine).ok()?;
    let program = BpfProgram::try_from(filter).ok()?;
    // Sets `no_new_privs`, too.
    seccompiler::apply_filter_all_threads(&program).ok()
}

pub(super) fn limit_cpu(child: &Child, seconds: u64) {
    let limit = Rlimit { current: Some(seconds), maximum: Some(seconds) };
    // A child that has ended already needs none.
    let _ = prlimit(i32::try_from(child.id()).ok().and_then(Pid::from_raw), Resource::Cpu, limit);
}
