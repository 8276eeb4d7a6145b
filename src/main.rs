//! Mounts the page where its mount node is; natively there is nothing to mount.

fn main() {
    #[cfg(target_arch = "wasm32")]
    kpi_evaluator::ui::mount::page();
}
