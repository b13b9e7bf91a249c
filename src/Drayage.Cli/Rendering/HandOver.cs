using Drayage.Model.Waybills;

namespace Drayage.Cli.Rendering;

/// <summary>How somebody else goes on with a release.</summary>
internal static class HandOver
{
    /// <summary>The command, with what it is to be told.</summary>
    public static string Command(Waybill waybill)
    {
        var holders = waybill.Consignments.Where(c => c.Phase == 2).SelectMany(c => c.Needs).ToHashSet(StringComparer.Ordinal);
        var holder = waybill.Consignments.FirstOrDefault(c => holders.Contains(c.Id) && c.Options.ContainsKey("tag"));
        return holder is null
            ? "drayage publish --from-release dist/waybill.dsse.json --key PUBLIC-KEY"
            : $"drayage publish --from-release {holder.Options["tag"]} --repository {holder.Address} --key PUBLIC-KEY";
    }
}
