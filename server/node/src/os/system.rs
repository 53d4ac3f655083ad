//! Processors, memory and time since the start: each system has its own way.

/// Model, speed in MHz, and milliseconds spent: user, nice, system, idle, interrupts.
pub struct Cpu {
    model: String,
    speed: u32,
    times: [u64; 5],
}

impl<'s> engine::IntoValue<'s> for Cpu {
    fn into_value(self, scope: &'s engine::Scope) -> engine::Value<'s> {
        let mut items = vec![self.model.into_value(scope), self.speed.into_value(scope)];
        items.extend(self.times.map(|time| time.into_value(scope)));
        scope.array(&items)
    }
}

pub fn available_parallelism() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;

    use super::Cpu;

    /// A value of /proc/meminfo in bytes.
    fn memory(name: &str) -> Option<u64> {
        let text = fs::read_to_string("/proc/meminfo").ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kilobytes * 1024)
    }

    pub fn free_memory() -> u64 {
        memory("MemAvailable").or_else(|| memory("MemFree")).unwrap_or(0)
    }

    pub fn total_memory() -> u64 {
        memory("MemTotal").unwrap_or(0)
    }

    pub fn uptime() -> f64 {
        let text = fs::read_to_string("/proc/uptime").unwrap_or_default();
        text.split(' ').next().and_then(|seconds| seconds.parse().ok()).unwrap_or(0.0)
    }

    /// The model of each processor, by its number.
    fn models() -> Vec<(usize, String)> {
        let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let mut number = 0;
        let mut models = Vec::new();
        for line in text.lines() {
            let Some((key, value)) = line.split_once(':') else { continue };
            match key.trim() {
                "processor" => number = value.trim().parse().unwrap_or(0),
                "model name" | "CPU part" => models.push((number, value.trim().to_owned())),
                _ => {}
            }
        }
        models
    }

    fn speed(number: usize) -> u32 {
        let path = format!("/sys/devices/system/cpu/cpu{number}/cpufreq/scaling_cur_freq");
        let kilohertz: u32 = fs::read_to_string(path).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
        kilohertz / 1000
    }

    pub fn cpus() -> Vec<Cpu> {
        // SAFETY: plain call.
        let ticks = unsafe { libc::sysconf(libc::_SC_CLK_TCK) }.max(1) as u64;
        let models = models();
        let text = fs::read_to_string("/proc/stat").unwrap_or_default();
        let mut cpus = Vec::new();
        for line in text.lines() {
            let mut fields = line.split_ascii_whitespace();
            let Some(number) = fields.next().and_then(|name| name.strip_prefix("cpu")?.parse::<usize>().ok()) else {
                continue;
            };
            let times: Vec<u64> =
                fields.take(6).map(|field| field.parse::<u64>().unwrap_or(0) * 1000 / ticks).collect();
            let &[user, nice, system, idle, _, interrupts] = times.as_slice() else { continue };
            let model = models.iter().find(|(of, _)| *of == number).map_or("unknown", |(_, model)| model);
            cpus.push(Cpu {
                model: model.to_owned(),
                speed: speed(number),
                times: [user, nice, system, idle, interrupts],
            });
        }
        cpus
    }
}

#[cfg(not(target_os = "linux"))]
mod other {
    use super::Cpu;

    fn pages(name: libc::c_int) -> u64 {
        // SAFETY: plain calls.
        let (count, size) = unsafe { (libc::sysconf(name), libc::sysconf(libc::_SC_PAGESIZE)) };
        count.max(0) as u64 * size.max(0) as u64
    }

    pub fn free_memory() -> u64 {
        total_memory()
    }

    pub fn total_memory() -> u64 {
        pages(libc::_SC_PHYS_PAGES)
    }

    pub fn uptime() -> f64 {
        // SAFETY: a plain struct, filled by the call.
        unsafe {
            let mut time = std::mem::zeroed::<libc::timespec>();
            libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut time);
            time.tv_sec as f64
        }
    }

    pub fn cpus() -> Vec<Cpu> {
        (0..super::available_parallelism())
            .map(|_| Cpu { model: "unknown".to_owned(), speed: 0, times: [0; 5] })
            .collect()
    }
}

#[cfg(target_os = "linux")]
use linux as platform;
#[cfg(not(target_os = "linux"))]
use other as platform;

pub fn cpus() -> Vec<Cpu> {
    platform::cpus()
}

pub fn freemem() -> u64 {
    platform::free_memory()
}

pub fn totalmem() -> u64 {
    platform::total_memory()
}

pub fn uptime() -> f64 {
    platform::uptime()
}
