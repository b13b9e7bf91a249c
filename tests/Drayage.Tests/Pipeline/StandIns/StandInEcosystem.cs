using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;

namespace Drayage.Tests.Pipeline.StandIns;

/// <summary>An ecosystem that plans what its settings say, so that planning is tried without the rules of a language.</summary>
internal sealed class StandInEcosystem(string name, NativeSpelling spelling) : IEcosystem
{
    public string Name => name;

    public NativeSpelling Spelling => spelling;

    /// <summary>Present, since a component of an ecosystem with a detector must have a package; tests write the catalog themselves.</summary>
    public IDetector? Detector { get; } = name == EcosystemName.Container ? null : new NothingDetector(name);

    public IBuilder Builder { get; } = new StandInBuilder();

    public SettingsSection Section => StandInSettings.Section;

    public EcosystemSettings Read(SectionReader reader) => StandInSettings.Read(reader);

    private sealed class NothingDetector(string ecosystem) : IDetector
    {
        public string Ecosystem => ecosystem;

        public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken) => DetectedPackages.Nothing;
    }
}
