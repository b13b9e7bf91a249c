using Drayage.Ecosystems.Cargo.Publishing.Index;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>Addresses of the web API (doc.rust-lang.org/cargo/reference/registry-web-api.html).</summary>
internal static class CratesApi
{
    /// <exception cref="DeliveryException">The registry has none.</exception>
    public static Uri Require(Consignment consignment, RegistryConfiguration configuration) =>
        Uri.TryCreate(configuration.Api, UriKind.Absolute, out var api) && (api.Scheme == Uri.UriSchemeHttps || api.Scheme == Uri.UriSchemeHttp)
            ? api
            : throw new DeliveryException(
                DeliveryFailure.Refused,
                $"destination {consignment.Destination}: the registry takes no crates",
                $"its config.json states {(configuration.Api is null ? "no 'api'" : $"the 'api' {configuration.Api}")}",
                $"check 'index' of destination {consignment.Destination}: mirrors only serve");

    public static Uri Of(Uri api, string path) => new($"{api.AbsoluteUri.TrimEnd('/')}/api/v1/{path}");
}
