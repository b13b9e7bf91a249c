using Drayage.Testing;

namespace Drayage.Acceptance.NuGet;

/// <summary>Two packages of a solution, of which one needs the other and one has symbols, in the place of what a repository has.</summary>
internal static class NuGetSources
{
    public const string Version = "1.4.0-rc.1";
    public const string Core = "Tide.Core";
    public const string Client = "Tide.Client";

    /// <param name="index">Address of the service index, which only NuGet's own configuration knows.</param>
    /// <param name="destination">The destination's own keys.</param>
    public static Action<TemporaryDirectory> Of(Uri index, string destination = "") => directory =>
    {
        directory.Write("drayage.yaml", $$"""
            schema: 1
            project: tide
            repository: example/tide
            version: 'VERSION~([0-9]\S*)'
            destinations:
              nuget: { kind: nuget{{destination}} }
            components:
              client: { ecosystem: dotnet, path: src/Client, to: [nuget] }
              core: { ecosystem: dotnet, path: src/Core, to: [nuget] }

            """);
        directory.Write("VERSION", $"{Version}\n");
        directory.Write(".gitignore", "/dist/\nobj/\nbin/\n");
        directory.Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="ours" value="{index}" allowInsecureConnections="true" /></packageSources>
              <apikeys><add key="{index}" value="%FEED_KEY%" /></apikeys>
            </configuration>
            """);
        directory.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Version>{Version}</Version>
                <Authors>Harbour</Authors>
                <Description>Tides</Description>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
        directory.Write("src/Core/Tide.Core.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><IncludeSymbols>true</IncludeSymbols><SymbolPackageFormat>snupkg</SymbolPackageFormat></PropertyGroup>
            </Project>
            """);
        directory.Write("src/Core/Tide.cs", "namespace Tide.Core;\n\npublic static class Heights\n{\n    public static int Now => 42;\n}\n");
        directory.Write("src/Client/Tide.Client.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup><ProjectReference Include="../Core/Tide.Core.csproj" /></ItemGroup>
            </Project>
            """);
        directory.Write("src/Client/Client.cs", "namespace Tide.Client;\n\npublic static class Table\n{\n    public static string Line => $\"{Core.Heights.Now} m\";\n}\n");
    };
}
