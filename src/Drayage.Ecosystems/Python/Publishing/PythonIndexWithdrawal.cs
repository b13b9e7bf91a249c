using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing.Withdrawing;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>What is to be done at a Python index to take a version back.</summary>
internal static class PythonIndexWithdrawal
{
    /// <param name="files">What the index lists of the project.</param>
    public static WithdrawalPlan Plan(Consignment consignment, ImmutableArray<IndexFile> files)
    {
        var names = consignment.Effects.OfType<Effect.Put>().Select(put => put.Name).ToHashSet(StringComparer.Ordinal);
        var present = files.Where(file => names.Contains(file.Name)).ToArray();
        var version = $"{PythonIndexSite.PackageOf(consignment)} {consignment.Version}";
        if (present.Length == 0)
            return new WithdrawalPlan { Stays = [$"the index lists no file of {version}"] };
        if (present.All(file => file.IsYanked))
            return new WithdrawalPlan { Stays = [$"{version} is yanked: installers pass it over, and who names it exactly still gets it"] };
        return new WithdrawalPlan
        {
            ByHand =
            [
                new HandWork($"yank {version}: installers then pass it over, and who names it exactly still gets it (deleting breaks those, and no file name can be used again)", AddressOf(consignment)),
            ],
        };
    }

    private static string AddressOf(Consignment consignment)
    {
        var (package, version) = (PythonName.Normalise(PythonIndexSite.PackageOf(consignment)), Uri.EscapeDataString(consignment.Version));
        return WellKnownIndex.ByUpload(new Uri(consignment.Address)) is { } known
            ? new Uri(known.Pages, $"manage/project/{package}/release/{version}/").AbsoluteUri
            : $"the pages of the index at {consignment.Options[PythonIndexDestination.IndexOption]}";
    }
}
