using System.Xml.Linq;
using Drayage.Formats.Xml;
using Drayage.Model;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>
/// What the SDK's own props and targets do to the properties that matter here, in their order. Written after
/// Microsoft.Common.props, Microsoft.NET.Sdk, Microsoft.NET.Sdk.Web, Microsoft.NET.Sdk.Worker,
/// Microsoft.NET.DefaultAssemblyInfo.targets and NuGet.Build.Tasks.Pack.targets of the .NET 10 SDK.
/// </summary>
internal sealed class SdkRules(Properties properties, RestoredPackages restored, string projectName, Action<string> importAbove)
{
    private readonly List<string> names = [];
    private SourceLocation? at;

    public IReadOnlyList<string> Names => names;

    /// <summary>Takes in <c>Name</c>, <c>Name/1.2.3</c> or a list of such with semicolons.</summary>
    public void Name(XAttribute? attribute, string path)
    {
        if (attribute is null)
            return;
        at ??= XmlPlaces.At(path, attribute);
        foreach (var entry in attribute.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!names.Contains(entry.Split('/')[0]))
                names.Add(entry.Split('/')[0]);
        }
    }

    public void ApplyProps()
    {
        properties.Set("UsingMicrosoftNETSdk", "true");
        properties.Set("UsingNETSdkDefaults", "true");
        if (Uses("Microsoft.NET.Sdk.Web"))
            properties.Set("UsingMicrosoftNETSdkWeb", "true");
        ImportDirectoryFile("ImportDirectoryBuildProps", "DirectoryBuildPropsPath", "Directory.Build.props");
        if (restored.TestSdk is { } testSdk)
            properties.Default("IsTestProject", new PropertyValue("true", testSdk.At, SetBy: testSdk.Include));
        ImportDirectoryFile("ImportDirectoryPackagesProps", "DirectoryPackagesPropsPath", "Directory.Packages.props");
        properties.Default("OutputType", "Library");
        properties.Default("AssemblyName", projectName);
        foreach (var program in (string[])["Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk.Worker"])
        {
            if (!Uses(program))
                continue;
            properties.Set("OutputType", "Exe", program);
            properties.Default("IsPackable", new PropertyValue("false", at, SetBy: program));
        }

        if (Uses("Microsoft.NET.Sdk.BlazorWebAssembly"))
            properties.Set("OutputType", "Exe", "Microsoft.NET.Sdk.BlazorWebAssembly");
        if (Uses("MSTest.Sdk"))
            properties.Default("IsTestProject", new PropertyValue("true", at, SetBy: "MSTest.Sdk"));
    }

    public void ApplyTargets()
    {
        InferTargetFramework();
        ComposeVersion();
        if (restored.TestingPlatform is { } platform)
            properties.Default("IsTestingPlatformApplication", new PropertyValue("true", platform.At, SetBy: platform.Include));
        ImportDirectoryFile("ImportDirectoryBuildTargets", "DirectoryBuildTargetsPath", "Directory.Build.targets");
        properties.Default("PackageId", properties["AssemblyName"]);
        properties.Default("PackageVersion", properties["Version"]);
        foreach (var test in (string[])["IsTestProject", "IsTestingPlatformApplication"])
        {
            if (properties.IsTrue(test))
                properties.Default("IsPackable", properties[test] with { Text = "false", SetBy = properties[test].SetBy ?? test });
        }

        properties.Default("IsPackable", "true");
        if (properties.IsTrue("PackAsTool"))
            properties.Default("ToolCommandName", properties["AssemblyName"]);
    }

    private bool Uses(string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private void ImportDirectoryFile(string switchName, string pathName, string fileName)
    {
        if (properties.IsEmpty(pathName) && (properties.IsEmpty(switchName) || properties.IsTrue(switchName)))
            importAbove(fileName);
    }

    private void InferTargetFramework()
    {
        if (TargetFramework.Parse(properties["TargetFramework"].Text) is not { } framework)
            return;
        properties.Default("TargetFrameworkIdentifier", framework.Identifier);
        properties.Default("TargetFrameworkVersion", "v" + framework.Version);
    }

    private void ComposeVersion()
    {
        if (!properties.IsEmpty("Version"))
            return;
        properties.Default("VersionPrefix", "1.0.0", "the .NET SDK");
        var (prefix, suffix) = (properties["VersionPrefix"], properties["VersionSuffix"]);
        properties.Set("Version", suffix is { IsKnown: true, Text: "" }
            ? prefix
            : prefix with { Text = $"{prefix.Text}-{suffix.Text}", At = prefix.At ?? suffix.At, IsKnown = prefix.IsKnown && suffix.IsKnown });
    }
}
