using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.DotNet.Detection;

/// <summary>
/// Compares the evaluation with MSBuild's own, property by property. One MSBuild process evaluates all projects: a target
/// that each project imports through a global property writes its properties down.
/// </summary>
public sealed class MSBuildOracleTests
{
    private static readonly string[] Compared =
        ["PackageId", "AssemblyName", "Version", "PackageVersion", "IsPackable", "OutputType", "IsTestProject", "P0", "P1", "P2", "P3", "P4", "P5", "P6", "P7"];

    [Fact]
    public async Task A_whole_repository_evaluates_as_in_msbuild()
    {
        using var tree = DotNetTree.Create();
        await CompareAsync(tree);
    }

    [Fact]
    public async Task Test_packages_take_effect_after_restore()
    {
        const string Project = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework>{0}</PropertyGroup><ItemGroup><PackageReference Include="{1}" Version="1.0.0" /></ItemGroup></Project>""";
        using var tree = new ForeignTree
        {
            { "a/A.csproj", string.Format(null, Project, "", "Microsoft.NET.Test.Sdk") },
            { "b/B.csproj", string.Format(null, Project, "<IsPackable>true</IsPackable>", "Microsoft.NET.Test.Sdk") },
            { "c/C.csproj", string.Format(null, Project, "<IsTestProject>false</IsTestProject>", "Microsoft.NET.Test.Sdk") },
            { "f/F.csproj", string.Format(null, Project, "", "Microsoft.NET.Test.Sdk").Replace("TargetFramework>", "TargetFrameworks>") },
            { "d/D.csproj", string.Format(null, Project, "", "xunit.v3") },
            { "e/E.csproj", string.Format(null, Project, "<IsTestingPlatformApplication>false</IsTestingPlatformApplication>", "xunit.v3") },
        };
        // What restoring writes: the packages' own props and targets.
        foreach (var project in tree.Where(path => path[0] is 'a' or 'b' or 'c'))
            Write(tree, project, "props", "<IsTestProject Condition=\"'$(IsTestProject)' == ''\">true</IsTestProject>");
        Write(tree, "f/F.csproj", "props", "<IsTestProject Condition=\"'$(TargetFramework)' == 'net10.0'\">true</IsTestProject>");
        foreach (var project in tree.Where(path => path[0] is 'd' or 'e'))
            Write(tree, project, "targets", "<IsTestingPlatformApplication Condition=\"'$(IsTestingPlatformApplication)' == ''\">true</IsTestingPlatformApplication>");
        await CompareAsync(tree);
    }

    [Fact]
    public async Task Expressions_and_conditions_evaluate_as_in_msbuild()
    {
        string[][] bodies =
        [
            ["$(MSBuildProjectName)-$(MSBuildThisFileName)", "$(MSBuildProjectExtension)", "$(Nothing)|", "%3Bx%20y", "a$(A)b", "$(a)$(B)", "$( A )", "$(A"],
            ["$(A.Length)", "$(A.ToUpper())", "$(A.Substring(1))", "$(A.Substring(0, 2))", "$(A.Replace('l', 'L'))", "$(A.IndexOf('l'))", "$(A.Split('l')[0])", "$(A.Trim('h'))"],
            ["$(A.StartsWith('he'))", "$(A.EndsWith(\"lo\"))", "$(A.Contains(`x`))", "$(A.ToUpper().Replace('H', '$(B)'))", "$(A.PadLeft(7, '.'))", "$(A.Insert(1, '_'))", "$(A.Remove(2))", "$(A[1])"],
            ["$([System.String]::IsNullOrEmpty('$(Nothing)'))", "$([System.String]::Concat('a', 'b'))", "$([System.String]::Format('{0}-{1}', $(A), $(B)))",
                "$([System.String]::Copy('$(A)').ToUpper())", "$([System.IO.Path]::GetFileName('x/y.z'))", "$([System.IO.Path]::Combine('a', 'b'))",
                "$([System.IO.Path]::GetExtension('a.b.c'))", "$([System.IO.Path]::GetFileNameWithoutExtension('q/a.b.c'))"],
            ["$([MSBuild]::Add(1, 2))", "$([MSBuild]::Subtract(5, 7))", "$([MSBuild]::Multiply(3, 4))", "$([MSBuild]::Divide(9, 2))", "$([MSBuild]::Modulo(9, 4))",
                "$([MSBuild]::ValueOrDefault('$(Nothing)', 'd'))", "$([MSBuild]::EnsureTrailingSlash('a/b'))", "$([MSBuild]::MakeRelative('/a/b', '/a/c/d'))"],
            ["$([MSBuild]::VersionEquals('1.2', 'v1.2.0'))", "$([MSBuild]::VersionGreaterThan('1.10', '1.9'))", "$([MSBuild]::VersionLessThan('2.0.0-rc.1', '2.0.0'))",
                "$([MSBuild]::GetTargetFrameworkIdentifier('net8.0'))", "$([MSBuild]::GetTargetFrameworkVersion('net472'))", "$([MSBuild]::GetTargetFrameworkIdentifier('netstandard2.1'))",
                "$([MSBuild]::IsTargetFrameworkCompatible('net10.0', 'net8.0'))", "$([MSBuild]::GetTargetFrameworkVersion('net8.0-windows'))"],
            ["$([System.Version]::Parse('1.2.3.4').Major)", "$([System.Version]::Parse('1.2.3').ToString(2))", "$([System.Text.RegularExpressions.Regex]::Replace('a1b22', '[0-9]+', '#'))",
                "$([System.Text.RegularExpressions.Regex]::Match('v1.2', '[0-9.]+').Value)", "$([System.Text.RegularExpressions.Regex]::IsMatch('x', 'y'))",
                "$([System.IO.File]::ReadAllText('$(MSBuildThisFileDirectory)v.txt').Trim())", "$([System.IO.File]::Exists('$(MSBuildProjectDirectory)/v.txt'))",
                "$([MSBuild]::MakeRelative('$(MSBuildProjectDirectory)', '$([MSBuild]::GetPathOfFileAbove(`top.txt`))'))"],
        ];
        string[] conditions =
        [
            "'$(A)' == 'HELLO'", "'$(A)' != 'x' and '$(B)' == 'bee'", "'1.0' == '1.00'", "'true' == 'on'", "!('$(A)' == 'hello')", "'$(A)'=='' Or ('$(B)'!='' And !$(F))",
            "Exists('v.txt')", "Exists('$(MSBuildThisFileDirectory)')", "!Exists('no.txt') AND HasTrailingSlash('a/')", "10 > 9", "'9' &lt; '10'", "2 &gt;= 2 and 1.5 &lt; 1.6",
            "$(T)", "$(T) == 'true'", "'$(A.Contains(`ll`))' == 'True'", "$(A.StartsWith(\"he\"))", "'$(T)' == 'yes'", "!$(F) or Exists('x')",
            "'$(A)' == hello", "$([MSBuild]::VersionGreaterThanOrEquals('8.0', '8.0'))", "'a b' == 'a b'", "'%20' == ' '", "'$(Nothing)$(Nothing)' == ''", "'8.0.1' &gt; '8.0'",
        ];
        const string Start = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><A>hello</A><B>bee</B><T>true</T><F>false</F></PropertyGroup><PropertyGroup>""";
        using var tree = new ForeignTree { { "top.txt", "" } };
        for (var i = 0; i < bodies.Length; i++)
            tree.Add($"e{i}/E{i}.csproj", Start + string.Concat(bodies[i].Select((body, n) => $"<P{n}>{body.Replace("<", "&lt;")}</P{n}>")) + "</PropertyGroup></Project>");
        for (var i = 0; i < conditions.Length; i += 8)
        {
            tree.Add($"c{i}/C{i}.csproj", Start + string.Concat(conditions.Skip(i).Take(8).Select((condition, n) =>
                $"<P{n} Condition=\"{condition.Replace("\"", "&quot;")}\">yes</P{n}>")) + "</PropertyGroup></Project>");
            tree.Add($"c{i}/v.txt", "");
        }

        tree.Add("e6/v.txt", " 7.7 \n");
        await CompareAsync(tree);
    }

    private static async Task CompareAsync(ForeignTree tree)
    {
        using var work = new TemporaryDirectory();
        var projects = tree.Where(path => path.EndsWith("proj", StringComparison.Ordinal) && !path.StartsWith("legacy", StringComparison.Ordinal)).ToArray();
        var answers = work["answers"];
        var dump = work.Write("dump.targets", $"""
            <Project><Target Name="WriteDown"><WriteLinesToFile File="{answers}" Lines="$(MSBuildProjectFullPath)^{string.Join('^', Compared.Select(name => $"$({name}.Trim())"))}" /></Target></Project>
            """);
        var driver = work.Write("all.proj", $"""
            <Project><Target Name="All">
              {string.Concat(projects.Select(project => $"<MSBuild Projects=\"{tree.Tree.FullPath(project)}\" Targets=\"WriteDown\" Properties=\"Configuration=Release;CustomAfterMicrosoftCommonTargets={dump};CustomAfterMicrosoftCommonCrossTargetingTargets={dump}\" />"))}
            </Target></Project>
            """);
        var dotnet = Peer.Require("dotnet").In(work.Path).With("DOTNET_CLI_TELEMETRY_OPTOUT", "1").With("MSBUILDDISABLENODEREUSE", "1").With("DOTNET_NOLOGO", "1");
        foreach (var inherited in (string[])["Version", "IsPackable", "CI"])
            dotnet.With(inherited, null);
        (await dotnet.RunAsync("msbuild", driver, "-t:All", "-v:m", "-m:1", "-nr:false")).Succeeded();

        var expected = File.ReadAllLines(answers).Select(line => line.Split('^')).ToDictionary(values => values[0], values => values[1..], StringComparer.Ordinal);
        var xml = new ProjectXml(tree.Tree);
        var differences = from project in projects
                          let evaluation = ProjectEvaluation.Run(xml, project, Restored(tree, xml, project))
                          from n in Enumerable.Range(0, Compared.Length)
                          let told = expected[tree.Tree.FullPath(project)][n]
                          let value = evaluation.Properties[Compared[n]]
                          let found = value.IsKnown ? value.Text.Trim() : "unknown"
                          where found != told
                          select $"{project} {Compared[n]}: MSBuild says {told}, found {found}";
        Assert.Empty(differences);
    }

    // MSBuild sees what restoring wrote; nothing is restored where nothing was written.
    private static RestoredPackages Restored(ForeignTree tree, ProjectXml xml, string project) =>
        Directory.Exists(Path.Combine(Path.GetDirectoryName(tree.Tree.FullPath(project))!, "obj"))
            ? RestoredPackages.Of(ProjectEvaluation.Run(xml, project, RestoredPackages.None)!)
            : RestoredPackages.None;

    private static void Write(ForeignTree tree, string project, string kind, string property)
    {
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(tree.Tree.FullPath(project))!, "obj")).FullName;
        File.WriteAllText(Path.Combine(directory, $"{Path.GetFileName(project)}.nuget.g.{kind}"), $"<Project><PropertyGroup>{property}</PropertyGroup></Project>");
    }
}
