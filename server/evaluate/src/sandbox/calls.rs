//! The system calls that are left, as a seccomp filter.
//!
//! What is in the list is allowed, under its conditions; what is not is as if the kernel did not have it, so that libraries take another
//! way. What would lead out is refused with EPERM.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch, apply_filter,
};
use values::Permissions;

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Holds this thread to the system calls, or says why it is not held.
pub(super) fn restrict(permissions: &Permissions) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("seccomp does not take the filter ({error})");
    let architecture = TargetArch::try_from(std::env::consts::ARCH)
        .map_err(|_| format!("there is no list of system calls for {} yet", std::env::consts::ARCH))?;
    let allowed = allowed(permissions).map_err(|error| failed(&error))?;
    let refused = refused(permissions).map_err(|error| failed(&error))?;
    let filters = [
        SeccompFilter::new(allowed, SeccompAction::Errno(libc::ENOSYS as u32), SeccompAction::Allow, architecture),
        SeccompFilter::new(refused, SeccompAction::Allow, SeccompAction::Errno(libc::EPERM as u32), architecture),
        // The flags of `clone3` are in memory, where no filter sees them; without it the C library uses `clone`. And after this one there
        // are no more filters.
        SeccompFilter::new(
            BTreeMap::from([(libc::SYS_clone3, Vec::new()), (libc::SYS_seccomp, Vec::new())]),
            SeccompAction::Allow,
            SeccompAction::Errno(libc::ENOSYS as u32),
            architecture,
        ),
    ];
    for filter in filters {
        let filter = filter.map_err(|error| failed(&error))?;
        let program: BpfProgram = filter.try_into().map_err(|error: seccompiler::BackendError| failed(&error))?;
        apply_filter(&program).map_err(|error| failed(&error))?;
    }
    Ok(())
}

type Made<T> = Result<T, seccompiler::BackendError>;

/// All conditions of a rule must hold.
fn rule<const N: usize>(conditions: [(u8, SeccompCmpOp, u64); N]) -> Made<SeccompRule> {
    let condition =
        |(argument, compare, value)| SeccompCondition::new(argument, SeccompCmpArgLen::Qword, compare, value);
    SeccompRule::new(conditions.into_iter().map(condition).collect::<Made<_>>()?)
}

/// The low 32 bits: what the kernel takes of arguments that are numbers.
fn number<const N: usize>(conditions: [(u8, SeccompCmpOp, u64); N]) -> Made<SeccompRule> {
    let condition =
        |(argument, compare, value)| SeccompCondition::new(argument, SeccompCmpArgLen::Dword, compare, value);
    SeccompRule::new(conditions.into_iter().map(condition).collect::<Made<_>>()?)
}

/// Kinds of namespaces that `clone` could make, in which a process would be its own administrator.
const NAMESPACES: u64 = (libc::CLONE_NEWNS
    | libc::CLONE_NEWCGROUP
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUSER
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNET) as u64;

fn allowed(permissions: &Permissions) -> Made<Rules> {
    use SeccompCmpOp::{Eq, MaskedEq, Ne};
    let own = u64::from(std::process::id());
    let mut rules: Rules = ALWAYS.iter().chain(OF_ARCHITECTURE).map(|call| (*call, Vec::new())).collect();
    // Pairs of streams, which are this process's own. Others could be sent to whoever listens.
    let stream = |domain: i32| number([(0, Eq, domain as u64), (1, MaskedEq(0xf), libc::SOCK_STREAM as u64)]);
    rules.insert(libc::SYS_socketpair, vec![stream(libc::AF_UNIX)?]);
    // To nobody but the other end.
    rules.insert(libc::SYS_sendto, vec![rule([(4, Eq, 0)])?]);
    let fcntl = [libc::F_SETOWN, F_SETSIG, F_SETOWN_EX];
    rules.insert(libc::SYS_fcntl, vec![number(fcntl.map(|command| (1, Ne, command as u64)))?]);
    // Neither typing into a terminal nor having signals sent to others.
    rules.insert(libc::SYS_ioctl, vec![number(IOCTLS.map(|command| (1, Ne, command)))?]);
    rules.insert(libc::SYS_prctl, vec![number(PRCTLS.map(|option| (0, Ne, option)))?]);
    for (call, argument) in [(libc::SYS_prlimit64, 0), (libc::SYS_setpriority, 1), (libc::SYS_sched_setaffinity, 0)] {
        rules.insert(call, vec![number([(argument, Eq, 0)])?, number([(argument, Eq, own)])?]);
    }
    if permissions.run {
        // Who is started kills and is killed; Landlock's scope keeps signals inside.
        for call in STARTING {
            rules.insert(*call, Vec::new());
        }
        rules.insert(libc::SYS_clone, vec![rule([(0, MaskedEq(NAMESPACES), 0)])?]);
    } else {
        let thread = libc::CLONE_THREAD as u64;
        rules.insert(libc::SYS_clone, vec![rule([(0, MaskedEq(thread | NAMESPACES), thread)])?]);
        rules.insert(libc::SYS_tgkill, vec![number([(0, Eq, own)])?]);
        // 0 is its own group: what is killed by that is what it has started, and itself.
        rules.insert(libc::SYS_kill, vec![number([(0, Eq, own)])?, number([(0, Eq, 0)])?]);
    }
    if permissions.net {
        for call in NET {
            rules.insert(*call, Vec::new());
        }
        let families = [libc::AF_INET, libc::AF_INET6];
        let mut sockets = families.iter().map(|family| number([(0, Eq, *family as u64)])).collect::<Made<Vec<_>>>()?;
        // What the C library asks for the machine's addresses.
        sockets.push(number([(0, Eq, libc::AF_NETLINK as u64), (2, Eq, libc::NETLINK_ROUTE as u64)])?);
        rules.insert(libc::SYS_socket, sockets);
        rules.insert(libc::SYS_sendto, Vec::new());
    }
    Ok(rules)
}

/// What would lead out, told plainly: EPERM.
fn refused(permissions: &Permissions) -> Made<Rules> {
    let mut calls: Vec<i64> = OUT.to_vec();
    if !permissions.run {
        calls.extend([libc::SYS_execve, libc::SYS_execveat]);
        #[cfg(target_arch = "x86_64")]
        calls.extend([libc::SYS_fork, libc::SYS_vfork]);
    }
    if !permissions.net {
        calls.push(libc::SYS_socket);
        calls.extend(NET);
    }
    let mut rules: Rules = calls.into_iter().map(|call| (call, Vec::new())).collect();
    if !permissions.run {
        let thread = libc::CLONE_THREAD as u64;
        rules.insert(libc::SYS_clone, vec![rule([(0, SeccompCmpOp::MaskedEq(thread), 0)])?]);
        let own = u64::from(std::process::id());
        rules.insert(libc::SYS_kill, vec![number([(0, SeccompCmpOp::Ne, own), (0, SeccompCmpOp::Ne, 0)])?]);
        rules.insert(libc::SYS_tgkill, vec![number([(0, SeccompCmpOp::Ne, own)])?]);
    }
    Ok(rules)
}

const F_SETSIG: i32 = 10;
const F_SETOWN_EX: i32 = 15;
/// TIOCSTI, TIOCLINUX, TIOCSCTTY, FIOSETOWN, SIOCSPGRP, FIOASYNC.
const IOCTLS: [u64; 6] = [0x5412, 0x541c, 0x540e, 0x8901, 0x8902, 0x5452];
/// PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_MM, PR_SET_PTRACER, PR_SET_CHILD_SUBREAPER.
const PRCTLS: [u64; 5] = [1, 22, 35, 0x5961_6d61, 36];

/// For a permission to run processes. Their groups can't be left, so that all go at once.
const STARTING: &[i64] = &[
    libc::SYS_execve,
    libc::SYS_kill,
    libc::SYS_tgkill,
    libc::SYS_tkill,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_fork,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_vfork,
];

/// For a permission to use the network.
const NET: &[i64] = &[
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    libc::SYS_setsockopt,
    libc::SYS_sendmmsg,
    libc::SYS_recvmmsg,
];

/// Reaches into other processes, into the kernel, or around the rules for files.
const OUT: &[i64] = &[
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal,
    libc::SYS_kcmp,
    libc::SYS_process_madvise,
    libc::SYS_rt_sigqueueinfo,
    libc::SYS_rt_tgsigqueueinfo,
    libc::SYS_setsid,
    libc::SYS_setpgid,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    libc::SYS_fanotify_init,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_sethostname,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_acct,
    libc::SYS_quotactl,
    libc::SYS_syslog,
    libc::SYS_shmget,
    libc::SYS_shmat,
    libc::SYS_semget,
    libc::SYS_msgget,
    libc::SYS_mq_open,
    libc::SYS_setuid,
    libc::SYS_setgid,
    libc::SYS_setreuid,
    libc::SYS_setregid,
    libc::SYS_setresuid,
    libc::SYS_setresgid,
    libc::SYS_setgroups,
    libc::SYS_capset,
    libc::SYS_mknodat,
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    libc::SYS_fchmodat2,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    libc::SYS_personality,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_chmod,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_chown,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_lchown,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_utime,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_utimes,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_futimesat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_mknod,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_modify_ldt,
];

/// Memory, threads, time, and files that are open or that Landlock looks after.
const ALWAYS: &[i64] = &[
    libc::SYS_read,
    libc::SYS_write,
    libc::SYS_readv,
    libc::SYS_writev,
    libc::SYS_pread64,
    libc::SYS_pwrite64,
    libc::SYS_preadv,
    libc::SYS_pwritev,
    libc::SYS_preadv2,
    libc::SYS_pwritev2,
    libc::SYS_close,
    libc::SYS_close_range,
    libc::SYS_lseek,
    libc::SYS_openat,
    libc::SYS_openat2,
    libc::SYS_fstat,
    libc::SYS_newfstatat,
    libc::SYS_statx,
    libc::SYS_statfs,
    libc::SYS_fstatfs,
    libc::SYS_faccessat,
    libc::SYS_faccessat2,
    libc::SYS_readlinkat,
    libc::SYS_getdents64,
    libc::SYS_getcwd,
    libc::SYS_chdir,
    libc::SYS_fchdir,
    libc::SYS_umask,
    libc::SYS_mkdirat,
    libc::SYS_unlinkat,
    libc::SYS_renameat,
    libc::SYS_renameat2,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_truncate,
    libc::SYS_ftruncate,
    libc::SYS_fallocate,
    libc::SYS_fsync,
    libc::SYS_fdatasync,
    libc::SYS_sync_file_range,
    libc::SYS_flock,
    libc::SYS_fadvise64,
    libc::SYS_readahead,
    libc::SYS_sendfile,
    libc::SYS_splice,
    libc::SYS_tee,
    libc::SYS_copy_file_range,
    libc::SYS_getxattr,
    libc::SYS_lgetxattr,
    libc::SYS_fgetxattr,
    libc::SYS_listxattr,
    libc::SYS_llistxattr,
    libc::SYS_flistxattr,
    libc::SYS_inotify_init1,
    libc::SYS_inotify_add_watch,
    libc::SYS_inotify_rm_watch,
    libc::SYS_memfd_create,
    libc::SYS_pipe2,
    libc::SYS_dup,
    libc::SYS_dup3,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_msync,
    libc::SYS_mincore,
    libc::SYS_mlock,
    libc::SYS_mlock2,
    libc::SYS_munlock,
    libc::SYS_brk,
    libc::SYS_membarrier,
    libc::SYS_pkey_alloc,
    libc::SYS_pkey_free,
    libc::SYS_pkey_mprotect,
    libc::SYS_set_mempolicy,
    libc::SYS_get_mempolicy,
    libc::SYS_mbind,
    libc::SYS_futex,
    libc::SYS_rseq,
    libc::SYS_futex_waitv,
    libc::SYS_set_robust_list,
    libc::SYS_get_robust_list,
    libc::SYS_set_tid_address,
    libc::SYS_clone3,
    libc::SYS_seccomp,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_wait4,
    libc::SYS_waitid,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_rt_sigpending,
    libc::SYS_rt_sigtimedwait,
    libc::SYS_rt_sigsuspend,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_getpid,
    libc::SYS_getppid,
    libc::SYS_gettid,
    libc::SYS_getpgid,
    libc::SYS_getsid,
    libc::SYS_getuid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getegid,
    libc::SYS_getresuid,
    libc::SYS_getresgid,
    libc::SYS_getgroups,
    libc::SYS_getpriority,
    libc::SYS_getrusage,
    libc::SYS_times,
    libc::SYS_capget,
    libc::SYS_sysinfo,
    libc::SYS_uname,
    libc::SYS_getcpu,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_getparam,
    libc::SYS_sched_getscheduler,
    libc::SYS_sched_get_priority_max,
    libc::SYS_sched_get_priority_min,
    libc::SYS_sched_getattr,
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_gettimeofday,
    libc::SYS_getitimer,
    libc::SYS_setitimer,
    libc::SYS_timer_create,
    libc::SYS_timer_settime,
    libc::SYS_timer_gettime,
    libc::SYS_timer_getoverrun,
    libc::SYS_timer_delete,
    libc::SYS_timerfd_create,
    libc::SYS_timerfd_settime,
    libc::SYS_timerfd_gettime,
    libc::SYS_getrandom,
    libc::SYS_epoll_create1,
    libc::SYS_epoll_ctl,
    libc::SYS_epoll_pwait,
    libc::SYS_epoll_pwait2,
    libc::SYS_ppoll,
    libc::SYS_pselect6,
    libc::SYS_eventfd2,
    libc::SYS_signalfd4,
    libc::SYS_recvfrom,
    libc::SYS_recvmsg,
    libc::SYS_sendmsg,
    libc::SYS_shutdown,
    libc::SYS_getsockopt,
    libc::SYS_getsockname,
    libc::SYS_getpeername,
];

/// Older forms of them.
#[cfg(target_arch = "x86_64")]
const OF_ARCHITECTURE: &[i64] = &[
    libc::SYS_open,
    libc::SYS_stat,
    libc::SYS_lstat,
    libc::SYS_access,
    libc::SYS_readlink,
    libc::SYS_getdents,
    libc::SYS_mkdir,
    libc::SYS_rmdir,
    libc::SYS_unlink,
    libc::SYS_rename,
    libc::SYS_link,
    libc::SYS_symlink,
    libc::SYS_creat,
    libc::SYS_pipe,
    libc::SYS_dup2,
    libc::SYS_poll,
    libc::SYS_select,
    libc::SYS_epoll_create,
    libc::SYS_epoll_wait,
    libc::SYS_eventfd,
    libc::SYS_signalfd,
    libc::SYS_inotify_init,
    libc::SYS_alarm,
    libc::SYS_pause,
    libc::SYS_time,
    libc::SYS_getpgrp,
    libc::SYS_getrlimit,
    libc::SYS_setrlimit,
    libc::SYS_arch_prctl,
];
#[cfg(not(target_arch = "x86_64"))]
const OF_ARCHITECTURE: &[i64] = &[];
