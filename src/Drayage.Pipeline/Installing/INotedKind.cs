using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Installing;

/// <summary>A kind of destination whose consignments carry notes for people, which can tell how to install the release.</summary>
public interface INotedKind
{
    /// <summary>The consignment with the text in its notes, where the settings want it.</summary>
    /// <param name="install">Markdown, as <see cref="InstallText"/> writes it; never empty.</param>
    PlannedConsignment WithInstall(DestinationSettings destination, PlannedConsignment consignment, string install);
}
