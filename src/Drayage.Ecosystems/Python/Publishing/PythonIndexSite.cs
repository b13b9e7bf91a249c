using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model.Delivery;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>Where a consignment's index is reached: the addresses that it states, or the embedded ones of a rehearsal.</summary>
/// <param name="Upload">Upload API.</param>
/// <param name="Project">The project's page of the simple repository API.</param>
internal sealed record PythonIndexSite(Uri Upload, Uri Project)
{
    public static PythonIndexSite Of(Consignment consignment, Uri? rehearsal)
    {
        var (upload, index) = rehearsal is null
            ? (new Uri(consignment.Address), new Uri(consignment.Options[PythonIndexDestination.IndexOption]))
            : (new Uri(rehearsal, $"python/{consignment.Destination}/legacy/"), new Uri(rehearsal, $"python/{consignment.Destination}/simple/"));
        return new PythonIndexSite(upload, new Uri(index, $"{PythonName.Normalise(PackageOf(consignment))}/"));
    }

    public static string PackageOf(Consignment consignment) => consignment.Options[PythonIndexDestination.PackageOption];

    /// <summary>Whether the credential may go along: only to where uploads go.</summary>
    public bool Trusts(Uri address) =>
        Uri.Compare(Upload, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
