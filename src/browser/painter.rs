//! A picture of lines and letters as one of points, by a canvas.

use js_sys::Promise;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use web_sys::CanvasRenderingContext2d;
use web_sys::HtmlCanvasElement;
use web_sys::HtmlImageElement;

use crate::app::ports::Painter;

/// Points for each pixel of the picture, so that letters stay sharp on paper.
const SCALE: u32 = 2;

/// The longest side of a canvas that every browser has.
const LONGEST: u32 = 16_384;

/// The browser's own drawing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Canvas;

impl Painter for Canvas {
    fn paint(&self, address: &str, done: Box<dyn FnOnce(Option<Vec<u8>>)>) {
        let address = address.to_owned();
        spawn_local(async move { done(painted(&address).await.ok()) });
    }
}

/// The picture at an address as PNG.
async fn painted(address: &str) -> Result<Vec<u8>, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await?;
    let (width, height) = (image.natural_width(), image.natural_height());
    let scale = (LONGEST / width.max(height).max(1)).min(SCALE);
    if scale == 0 {
        return Err("it is longer than a canvas can be".into());
    }
    let document = web_sys::window().and_then(|window| window.document());
    let canvas = document.ok_or("no document")?.create_element("canvas")?;
    let canvas: HtmlCanvasElement = canvas.dyn_into()?;
    canvas.set_width(width * scale);
    canvas.set_height(height * scale);
    let context = canvas.get_context("2d")?.ok_or("no canvas here")?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    let (wide, high) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, wide, high)?;
    let blob: Blob = JsFuture::from(blob_of(&canvas)).await?.dyn_into()?;
    let bytes = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// What a canvas holds, as PNG; `null` where it cannot be had.
fn blob_of(canvas: &HtmlCanvasElement) -> Promise {
    Promise::new(&mut |there, refused| {
        let told = Closure::once_into_js(move |blob: JsValue| {
            let _ = there.call1(&JsValue::UNDEFINED, &blob);
        });
        if let Err(fault) = canvas.to_blob(told.unchecked_ref()) {
            let _ = refused.call1(&JsValue::UNDEFINED, &fault);
        }
    })
}
