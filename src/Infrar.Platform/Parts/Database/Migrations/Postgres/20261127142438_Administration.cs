using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Infrar.Platform.Parts.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Administration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "erasure_takes_teams",
                table: "users",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<int>(name: "member_quota", table: "teams", type: "integer", nullable: true);

            migrationBuilder.AddColumn<long>(name: "storage_quota", table: "teams", type: "bigint", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tier",
                table: "teams",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "what_digest",
                table: "audit_events",
                type: "character varying(256)",
                maxLength: 256,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<string>(
                name: "what_salt",
                table: "audit_events",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "who_digest",
                table: "audit_events",
                type: "character varying(256)",
                maxLength: 256,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<string>(
                name: "who_salt",
                table: "audit_events",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true
            );

            migrationBuilder.CreateTable(
                name: "erased",
                columns: table => new
                {
                    subject = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erased", x => x.subject);
                }
            );

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    registration = table.Column<string>(type: "text", nullable: true),
                    maintenance_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    maintenance_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    maintenance_reason = table.Column<string>(
                        type: "character varying(500)",
                        maxLength: 500,
                        nullable: false
                    ),
                    version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_installation", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "project_remains",
                columns: table => new
                {
                    project_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_remains", x => x.project_id);
                }
            );

            migrationBuilder.InsertData(
                table: "installation",
                columns: new[]
                {
                    "id",
                    "maintenance_reason",
                    "maintenance_since",
                    "maintenance_until",
                    "registration",
                    "version",
                },
                values: new object[] { 1, "", null, null, null, 1 }
            );

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_who_digest",
                table: "audit_events",
                column: "who_digest",
                filter: "who_digest = ''"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "erased");

            migrationBuilder.DropTable(name: "installation");

            migrationBuilder.DropTable(name: "project_remains");

            migrationBuilder.DropIndex(name: "ix_audit_events_who_digest", table: "audit_events");

            migrationBuilder.DropColumn(name: "erasure_takes_teams", table: "users");

            migrationBuilder.DropColumn(name: "member_quota", table: "teams");

            migrationBuilder.DropColumn(name: "storage_quota", table: "teams");

            migrationBuilder.DropColumn(name: "tier", table: "teams");

            migrationBuilder.DropColumn(name: "what_digest", table: "audit_events");

            migrationBuilder.DropColumn(name: "what_salt", table: "audit_events");

            migrationBuilder.DropColumn(name: "who_digest", table: "audit_events");

            migrationBuilder.DropColumn(name: "who_salt", table: "audit_events");
        }
    }
}
