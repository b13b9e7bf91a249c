using Drayage.Model.Detection;

namespace Drayage.Ecosystems.DotNet.Detection;

/// <summary>Whether <c>dotnet pack</c> makes a package of a project, and by whose word.</summary>
internal static class DotNetPublishability
{
    public static Publishability Of(DotNetProject project)
    {
        if (!project.IsSdkStyle)
            return new Publishability(false, "not an SDK-style project; dotnet pack does not pack it");
        var packable = project["IsPackable"];
        if (!packable.IsKnown)
            return new Publishability(true, "IsPackable depends on what only MSBuild can tell", packable.At);
        var isPackable = project.Evaluation.Properties.IsTrue("IsPackable");
        return (isPackable, packable) switch
        {
            (true, { At: null }) => new Publishability(true, "IsPackable is true by default"),
            (true, _) => new Publishability(true, "IsPackable is true", packable.At),
            (_, { SetBy: { } by }) when by.StartsWith("IsTest", StringComparison.Ordinal) => new Publishability(false, $"{by} is true", packable.At),
            (_, { SetBy: { } by }) when project.BeforeRestore is not null => new Publishability(false, $"{by} makes it a test project", packable.At),
            (_, { SetBy: { } by }) => new Publishability(false, $"{by} sets IsPackable to false", packable.At),
            _ => new Publishability(false, "IsPackable is false", packable.At),
        };
    }
}
